import { replacing } from '../rewriting/replacing.ts';
import type { Rule } from '../rewriting/rule.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Match } from '../rewriting/pattern.ts';
import { isStore, usesOf } from '../rewriting/scope.ts';
import { isUnshared } from '../rewriting/sharing.ts';
import { isEmptyDict, isPure, kindOfVariable, valuesOf } from '../rewriting/values.ts';

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
      ['$xs = $xs + [$x]', '$xs.append($x)', isOwnList],
      ['$xs += [$x]', '$xs.append($x)', isList],
      ['$xs = [$x] + $xs', '$xs.insert(0, $x)', isOwnList],
      [
        '$xs = $xs + $ys',
        '$xs.extend($ys)',
        (match, fn) =>
          isOwnList(match, fn) && usesOf(match.text('xs'), match.get('ys')).length === 0,
      ],
      ['$xs = $xs + list($ys)', '$xs.extend($ys)', isOwnList],
      ['$xs.extend([$x])', '$xs.append($x)', isList],
      ['$d[$k] = $d[$k] + [$x]', '$d[$k].append($x)', ownsItems],
      ['$d[$k] = $d.get($k, []) + [$x]', '$d.setdefault($k, []).append($x)', ownsItems],
      ['$xs = sorted($xs + [$x])', '$xs.append($x)\n$xs.sort()', isOwnList],
    ),
  ],
};

/** A list that nobody else has may be changed in place, where a copy was made before. */
function isOwnList(match: Match, fn: FunctionCode): boolean {
  const name = match.text('xs');
  const isList = valuesOf(fn, name).some(
    (value) => value !== null && /^(?:\[|list\(|sorted\()/.test(value.text),
  );
  return match.get('xs').type === 'identifier' && isList && isUnshared(fn, name);
}

function isList(match: Match, fn: FunctionCode): boolean {
  return kindOfVariable(fn, match.text('xs')) === 'list';
}

/** A dict that the function makes, and whose lists all come from this one statement. */
function ownsItems(match: Match, fn: FunctionCode): boolean {
  const [name, key] = [match.text('d'), match.get('k')];
  const values = valuesOf(fn, name);
  if (fn.parameters.includes(name) || values.length !== 1 || !isPure(key)) return false;
  const [value] = values;
  if (value === null || value === undefined || !isEmptyDict(value)) return false;
  return usesOf(name, fn.body).every((use) => {
    const parent = use.parent!;
    if (use.isWithin(match.node) || isStore(use) || parent.type === 'return_statement') return true;
    const isLookup = parent.type === 'comparison_operator' && parent.parts.at(-1) === use;
    const isLength = parent.type === 'argument_list' && parent.parent!.text === `len(${name})`;
    const isEmpty = parent.parent?.get('right')?.text === '[]' && isStore(parent);
    return isLookup || isLength || isEmpty;
  });
}
