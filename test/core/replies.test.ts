import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../daemon/core/ports/proposing.ts';
import type { PromptProfile } from '../../daemon/core/prompts.ts';
import { readReply, type Reply } from '../../daemon/core/replies.ts';
import { infoOf, slowSource, stubLanguage } from '../proposers/stub-language.ts';

const target = infoOf(slowSource, 'find');
const good = 'def find(xs, y):\n    return xs.index(y)\n';
const other = 'def find(xs, y):\n    return -1\n';

function read(
  text: string,
  change: Partial<Reply> = {},
  profile: PromptProfile = 'chat',
): Proposal {
  const reply: Reply = { text, reasoning: '', refusal: null, cut: false, ...change };
  return readReply(profile, reply, stubLanguage, target);
}

function code(proposal: Proposal): string {
  return proposal.kind === 'replacement' ? proposal.replacement.code : `! ${proposal.reason}`;
}

describe('chat', () => {
  it.each([
    ['one block', '```python\n' + good + '```'],
    ['no tag', '```\n' + good + '```'],
    ['tildes', '~~~python\n' + good + '~~~'],
    ['a longer fence', '````py\n' + good + '````'],
    ['prose around it', 'Look:\n\n```python\n' + good + '```\n\nThat is all. Use `find`.'],
    ['Windows line ends', ('```python\n' + good + '```').replace(/\n/g, '\r\n')],
    ['a byte order mark', '\uFEFF```python\n' + good + '```'],
    ['never closed', 'Here:\n```python\n' + good],
    ['closed at the end of a line', '```python\n' + good.trimEnd() + '```'],
    ['begun at the end of a sentence', 'Here it is: ```python\n' + good + '```'],
    ['in a list', '1. Look:\n   ```python\n' + good.replace(/^/gm, '   ') + '\n   ```'],
    ['nested in markdown', '```markdown\n# Title\n```python\n' + good + '```\n```'],
    ['two openings, one end', '```python\n' + other + '\n```python\n' + good + '```'],
    ['no fence', good],
    ['several, the last counts', '```python\n' + other + '```\nor\n```python\n' + good + '```'],
    ['an example after it', '```python\n' + good + '```\n```python\nprint(find([1], 1))\n```'],
    ['its output after it', '```python\n' + good + '```\nprints\n```\n3\n```'],
    ['a diff before it', '```diff\n-def find(xs, y):\n+  x\n```\n```python\n' + good + '```'],
    [
      'reasoning first',
      '<think>\n```python\n' + other + '```\n</think>\n```python\n' + good + '```',
    ],
    ['reasoning without its start', 'Hm.\n' + other + '</think>\n```python\n' + good + '```'],
    ['reasoning without its end', '<think>Hm.\n```python\n' + good + '```'],
    ['reasoning twice', '<think>a</think><think>b</think>\n```python\n' + good + '```'],
  ])('%s', (_, text) => {
    expect(code(read(text))).toBe(good);
  });

  it('takes imports and helpers with it', () => {
    const text = '```python\nimport bisect\n\ndef aid(x):\n    return x\n\n' + good + '```';
    expect(read(text)).toMatchObject({
      kind: 'replacement',
      replacement: { code: good, imports: ['import bisect'], helpers: 'def aid(x):\n    return x' },
      rules: [],
    });
  });

  it('leaves fences inside the code where they are', () => {
    const inner =
      'def find(xs, y):\n    """\n    ```\n    find([1], 1)\n    ```\n    """\n    return 0\n';
    expect(code(read('```python\n' + inner + '```'))).toBe(inner);
    const tagged = inner.replace('    ```\n    find', '    ```python\n    find');
    expect(code(read('```python\n' + tagged + '```\nDone.'))).toBe(tagged);
  });

  it('leaves tags inside the code where they are', () => {
    const inner = "def find(xs, y):\n    return y.replace('</think>', '<think>')\n";
    expect(code(read('```python\n' + inner + '```'))).toBe(inner);
    expect(code(read(inner))).toBe(inner);
  });

  it('closes a block whose fences are not in line', () => {
    expect(code(read('```python\n' + good + '  ```\nAnd that is def find(xs): return 1.'))).toBe(
      good,
    );
  });

  it('keeps what was thought and said as reasoning, apart from the code', () => {
    const proposal = read(`<think>It is slow.</think>It scans.\n\`\`\`python\n${good}\`\`\`\nSo.`, {
      reasoning: 'From the field.',
    });
    expect(proposal.reasoning).toBe('From the field.\n\nIt is slow.\n\nIt scans.\nSo.');
  });

  it('keeps no more reasoning than is good', () => {
    const { reasoning } = read('x'.repeat(100_000));
    expect(reasoning.length).toBeLessThan(21_000);
  });

  it.each<[string, string, Partial<Reply>, RegExp]>([
    ['nothing', '', {}, /^The answer is empty\.$/],
    ['blanks', ' \n\t\n', {}, /^The answer is empty\.$/],
    ['a refusal in words', "I'm sorry, I can't.", {}, /holds no code: “I'm sorry, I can't\.”/],
    ['a refusal by the endpoint', '', { refusal: 'No.' }, /^The model declined: “No\.”$/],
    ['reasoning alone', '<think>Hm.</think>', {}, /reasoning alone/],
    ['reasoning in its field', '', { reasoning: 'Hm.' }, /reasoning alone/],
    ['a draft in closed reasoning', `<think>\n${good}</think>No.`, {}, /holds no code: “No\.”/],
    ['another function', '```python\ndef found(xs):\n    return 1\n```', {}, /function find\./],
    ['an empty block', '```python\n```', {}, /does not hold the function find/],
    ['code cut off', '```python\n' + good, { cut: true }, /cut off/],
    ['code cut off without a fence', good, { cut: true }, /cut off/],
    ['reasoning cut off', '<think>\n```python\n' + good + '```', { cut: true }, /cut off/],
  ])('%s is invalid', (_, text, change, reason) => {
    const proposal = read(text, change);
    expect(proposal.kind).toBe('invalid');
    expect(proposal.kind === 'invalid' && proposal.reason).toMatch(reason);
  });

  it('takes whole code from an answer that was cut off later', () => {
    expect(code(read('```python\n' + good + '```\nThis is beca', { cut: true }))).toBe(good);
  });

  it('reads the reasoning field where the whole answer was put there', () => {
    expect(code(read('', { reasoning: '```python\n' + good + '```' }))).toBe(good);
  });
});

describe('afterburner', () => {
  const fencedCode = '```python\n' + good + '```';

  it.each([
    ['the trained format', `<thinking>Why.</thinking><solution>${fencedCode}</solution>`],
    ['line ends', `<thinking>\nWhy.\n</thinking>\n<solution>\n${fencedCode}\n</solution>\n`],
    ['no fence', `<thinking>Why.</thinking>\n<solution>\n${good}</solution>`],
    ['no end tag', `<thinking>Why.</thinking>\n<solution>\n${fencedCode}`],
    ['a draft before it', `<thinking>Why.\n${other}</thinking><solution>${fencedCode}</solution>`],
    ['no tags', fencedCode],
    [
      'the tags named in the thinking',
      `<thinking>In <solution>.</thinking><solution>${fencedCode}`,
    ],
  ])('%s', (_, text) => {
    expect(code(read(text, {}, 'afterburner'))).toBe(good);
  });

  it('leaves tags inside the code where they are', () => {
    const inner = "def find(xs, y):\n    return '</solution>' + '<solution>'\n";
    const text = `<thinking>Why.</thinking><solution>\n\`\`\`python\n${inner}\`\`\`\n</solution>`;
    expect(code(read(text, {}, 'afterburner'))).toBe(inner);
  });

  it('keeps the thinking as reasoning', () => {
    const text = `<thinking>Why.</thinking><solution>${fencedCode}</solution>`;
    expect(read(text, {}, 'afterburner').reasoning).toBe('Why.');
  });

  it.each([
    ['an empty solution', '<thinking>Why.</thinking><solution></solution>', /reasoning alone/],
    ['thinking alone', '<thinking>Why.</thinking>', /reasoning alone/],
    ['nothing', '', /empty/],
  ])('%s is invalid', (_, text, reason) => {
    const proposal = read(text, {}, 'afterburner');
    expect(proposal.kind === 'invalid' && proposal.reason).toMatch(reason);
  });
});

describe('whatever comes', () => {
  const pieces = [
    '```',
    '~~~',
    '````',
    '```python\n',
    '`',
    '\n',
    '\n\n',
    '    ',
    '\t',
    '\r\n',
    '\0',
    '\uD800',
    '<think>',
    '</think>',
    '<thinking>',
    '</thinking>',
    '<solution>',
    '</solution>',
    good,
    other,
    'def find(',
    'import os\n',
    '"""',
    "I'm sorry.",
    '> ',
    '1. ',
    '🔥',
    '\u2028',
  ];

  it('is read without an exception, by both profiles', () => {
    const random = xoroshiro128plus(20_260_101);
    const below = (limit: number) => uniformInt(random, 0, limit - 1);
    for (let round = 0; round < 3_000; round += 1) {
      let text = '';
      for (let left = below(14); left > 0; left -= 1) text += pieces[below(pieces.length)] ?? '';
      if (below(2) === 0) text = text.slice(below(text.length + 1), below(text.length + 1));
      for (const profile of ['chat', 'afterburner'] as const) {
        const cut = below(2) === 0;
        const reasoning = below(4) === 0 ? text : '';
        const proposal = read(text, { cut, reasoning }, profile);
        const sound =
          proposal.kind === 'invalid'
            ? proposal.reason !== ''
            : proposal.replacement.code.includes('def find');
        expect(sound, JSON.stringify(text)).toBe(true);
      }
    }
  });

  it.each([
    ['spaces', ' '.repeat(400_000)],
    ['backticks', '`'.repeat(400_000)],
    ['fences', '```\n'.repeat(50_000)],
    ['tagged fences', '```a\n'.repeat(40_000)],
    ['tags', '<think></think>'.repeat(25_000)],
    ['end tags', '</think>'.repeat(50_000)],
    ['an open fence and spaces', '```' + ' '.repeat(400_000) + '`'],
  ])('does not take for ever over a great many %s', (_, text) => {
    expect(read(text).kind).toBe('invalid');
    expect(read(text, {}, 'afterburner').kind).toBe('invalid');
  });
});
