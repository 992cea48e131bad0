import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readReply } from '../../daemon/core/replies.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { rig } from './rig.ts';
import { streamed } from './scripted-endpoint.ts';

const folder = new URL('../../daemon/languages/python/', import.meta.url);
const python = await createPython(fileURLToPath(folder));

const source = `import os

class Box:
    def find(self, xs, y):
        """Where y stands in xs."""
        for i in range(len(xs)):
            if xs[i] == y:
                return i
        return -1


def find(xs, y):
    return Box().find(xs, y)
`;

function target(name: string) {
  const functions = python.functions(source);
  const found = functions.ok ? functions.value.find((info) => info.name === name) : undefined;
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function read(text: string, name: string) {
  const reply = { text, reasoning: '', refusal: null, cut: false };
  return readReply('chat', reply, python, target(name));
}

it('reads what a model wrote into a version of the file', async () => {
  const text =
    'It scans.\n```python\nfrom bisect import bisect_left\n\n\ndef at(xs, y):\n' +
    '    return bisect_left(xs, y)\n\n\ndef find(xs, y):\n    return at(xs, y)\n```\n';
  const { propose } = await rig([streamed(text)]);
  const info = target('find');
  const version = { source, code: python.extract(source, info) };
  const asked = { language: python, target: info, parent: version, original: version };
  const result = await propose(asked);
  const [proposal] = result.ok ? result.value : [];
  if (proposal?.kind !== 'replacement') throw new Error(JSON.stringify(result));
  const replaced = python.replace(source, info, proposal.replacement);
  expect(replaced.ok && replaced.value.source).toBe(`import os
from bisect import bisect_left

class Box:
    def find(self, xs, y):
        """Where y stands in xs."""
        for i in range(len(xs)):
            if xs[i] == y:
                return i
        return -1


def at(xs, y):
    return bisect_left(xs, y)


def find(xs, y):
    return at(xs, y)
`);
});

it.each([
  ['alone', 'def find(self, xs, y):\n    return xs.index(y)\n'],
  ['indented', '    def find(self, xs, y):\n        return xs.index(y)\n'],
  ['in its class', 'class Box:\n    def find(self, xs, y):\n        return xs.index(y)\n'],
])('takes a method %s', (_, code) => {
  expect(read(`\`\`\`python\n${code}\`\`\``, 'Box.find')).toMatchObject({
    kind: 'replacement',
    replacement: { code: 'def find(self, xs, y):\n    return xs.index(y)\n' },
  });
});

it.each([
  ['another function', '```python\ndef found(xs, y):\n    return 1\n```'],
  ['prose that names it', 'You could def find(xs, y) better.'],
  ['a refusal', "I can't help with find."],
  ['broken code', '```python\ndef find(xs, y:\n    return [\n```'],
])('does not take %s', (_, text) => {
  expect(read(text, 'find').kind).toBe('invalid');
});

const short = 'def find(xs, y):\n    a = xs\n\n    return a.index(y)\n';

it.each([
  ['prose around it', `Here it is.\n\n${short}\nIt is quicker, because it's short.`],
  ['a sentence right before it', `Here is it, and it's quick:\n${short}`],
  ['a block that never ends', `\`\`\`python\n${short}\nThat's all, and it's quick.`],
  ['helpers', `Here.\n\nimport os\n\n${short}`],
])('takes code without its fences: %s', (_, text) => {
  expect(read(text, 'find')).toMatchObject({ kind: 'replacement', replacement: { code: short } });
});

it('takes no half of a function', () => {
  expect(read(`Here.\n\n${short}This is it, isn't it?`, 'find').kind).toBe('invalid');
});

it('does not take for ever over what is no code', () => {
  const words = `It's "quick" (((\n\n`.repeat(11);
  expect(read(words, 'find').kind).toBe('invalid');
  expect(read(`\`\`\`python\n${'def find(xs, y:\n'.repeat(5_000)}`, 'find').kind).toBe('invalid');
});
