import { replacing } from '../rewriting/replacing.ts';
import type { Rule } from '../rewriting/rule.ts';
import { kindOf, kindOfVariable } from '../rewriting/values.ts';

export const listConcatenation: Rule = {
  name: 'list-concatenation',
  why: 'Adding two lists copies both; appending and extending change the list in place.',
  when: '`xs = xs + [x]`, `xs += [x]`, `xs = xs + ys` on a local list',
  example: {
    before: `def flatten(rows):
    flat = []
    for row in rows:
        flat = flat + row
        flat = flat + [None]
    return flat
`,
    after: `def flatten(rows):
    flat = []
    for row in rows:
        flat.extend(row)
        flat.append(None)
    return flat
`,
    calls: ['([[1], [2, 3]],)', '([],)'],
  },
  ways: [
    replacing(
      ['$xs = $xs + [$x]', '$xs.append($x)'],
      ['$xs += [$x]', '$xs.append($x)'],
      ['$xs = [$x] + $xs', '$xs.insert(0, $x)'],
      [
        '$xs = $xs + $ys',
        '$xs.extend($ys)',
        (match, fn) =>
          kindOfVariable(fn, match.text('xs')) === 'list' || kindOf(match.get('ys')) === 'list',
      ],
      ['$xs = $xs + list($ys)', '$xs.extend($ys)'],
      ['$xs.extend([$x])', '$xs.append($x)'],
      ['$d[$k] = $d[$k] + [$x]', '$d[$k].append($x)'],
      ['$d[$k] = $d.get($k, []) + [$x]', '$d.setdefault($k, []).append($x)'],
      ['$xs = sorted($xs + [$x])', '$xs.append($x)\n$xs.sort()'],
    ),
  ],
};
