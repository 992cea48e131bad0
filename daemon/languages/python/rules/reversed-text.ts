import { replacing } from '../rewriting/replacing.ts';
import type { Match } from '../rewriting/pattern.ts';
import type { Rule } from '../rewriting/rule.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { isReadLater } from '../rewriting/later.ts';
import { usesOf } from '../rewriting/scope.ts';
import { isEmptyList, isEmptyString } from '../rewriting/values.ts';

export const reversedText: Rule = {
  name: 'reversed-text',
  why: 'A slice with step -1 reverses in one pass in C.',
  when: 'a string or list that is turned round item by item',
  example: {
    before: `def is_palindrome(text):
    backwards = ''
    for ch in text:
        backwards = ch + backwards
    return text == backwards
`,
    after: `def is_palindrome(text):
    backwards = text[::-1]
    return text == backwards
`,
    calls: ["('abba',)", "('ab',)", "('',)"],
  },
  ways: [
    replacing(
      ['$s = $none\nfor $ch in $text:\n    $s = $ch + $s', '$s = $text[::-1]', turnsText],
      [
        '$s = $none\nfor $i in range(len($text) - 1, -1, -1):\n    $s += $text[$i]',
        '$s = $text[::-1]',
        turnsText,
      ],
      [
        '$s = $none\nfor $i in range(len($text)):\n    $s = $text[$i] + $s',
        '$s = $text[::-1]',
        turnsText,
      ],
      [
        '$xs = $none\nfor $x in $ys:\n    $xs.insert(0, $x)',
        '$xs = list($ys)[::-1]',
        (match, fn) => isEmptyList(match.get('none')) && isTurnable(match, fn),
      ],
      [
        '$xs = $none\nfor $i in range(len($ys) - 1, -1, -1):\n    $xs.append($ys[$i])',
        '$xs = $ys[::-1]',
        (match, fn) => isEmptyList(match.get('none')) && isTurnable(match, fn),
      ],
      ["''.join(reversed($text))", '$text[::-1]', isText],
      ['list(reversed($xs))', 'list($xs)[::-1]'],
      [
        'for $i in range(len($s) // 2):\n    if $s[$i] != $s[-1 - $i]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
        isSliceable,
      ],
      [
        'for $i in range(len($s)):\n    if $s[$i] != $s[len($s) - 1 - $i]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
        isSliceable,
      ],
      [
        'for $i in range(len($s) // 2):\n    if $s[$i] != $s[len($s) - 1 - $i]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
        isSliceable,
      ],
      [
        'for $i in range(len($s) // 2):\n    if $s[$i] != $s[len($s) - $i - 1]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
        isSliceable,
      ],
    ),
  ],
};

function turnsText(match: Match, fn: FunctionCode): boolean {
  const bound = match.has('ch') ? match.text('ch') : match.text('i');
  const isRead = isReadLater(fn, bound, match.node, match.nodes.at(-1)!);
  return isEmptyString(match.get('none')) && isText(match, fn) && !isRead;
}

/** Items of a list of texts can be joined too, and its slice is none. */
function isText(match: Match, fn: FunctionCode): boolean {
  return shapeAt(fn, match.get('text'))?.kind === 'string';
}

function isTurnable(match: Match, fn: FunctionCode): boolean {
  const [first, last] = [match.node, match.nodes.at(-1)!];
  const ys = match.get('ys');
  if (usesOf(match.text('xs'), ys).length > 0) return false;
  if (match.has('x')) return !isReadLater(fn, match.text('x'), first, last);
  const kind = shapeAt(fn, ys)?.kind;
  return (kind === 'list' || kind === 'matrix') && !isReadLater(fn, match.text('i'), first, last);
}

function isSliceable(match: Match, fn: FunctionCode): boolean {
  const kind = shapeAt(fn, match.get('s'))?.kind;
  return kind !== 'dict' && kind !== 'set';
}
