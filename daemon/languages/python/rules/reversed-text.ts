import { replacing } from '../rewriting/replacing.ts';
import type { Match } from '../rewriting/pattern.ts';
import type { Rule } from '../rewriting/rule.ts';
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
      ['$s = $none\nfor $ch in $text:\n    $s = $ch + $s', '$s = $text[::-1]', startsEmpty],
      [
        '$s = $none\nfor $i in range(len($text) - 1, -1, -1):\n    $s += $text[$i]',
        '$s = $text[::-1]',
        startsEmpty,
      ],
      [
        '$s = $none\nfor $i in range(len($text)):\n    $s = $text[$i] + $s',
        '$s = $text[::-1]',
        startsEmpty,
      ],
      [
        '$xs = $none\nfor $x in $ys:\n    $xs.insert(0, $x)',
        '$xs = list($ys)[::-1]',
        (match) => isEmptyList(match.get('none')),
      ],
      [
        '$xs = $none\nfor $i in range(len($ys) - 1, -1, -1):\n    $xs.append($ys[$i])',
        '$xs = $ys[::-1]',
        (match) => isEmptyList(match.get('none')),
      ],
      ["''.join(reversed($text))", '$text[::-1]'],
      ['list(reversed($xs))', 'list($xs)[::-1]'],
      [
        'for $i in range(len($s) // 2):\n    if $s[$i] != $s[-1 - $i]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
      ],
      [
        'for $i in range(len($s)):\n    if $s[$i] != $s[len($s) - 1 - $i]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
      ],
      [
        'for $i in range(len($s) // 2):\n    if $s[$i] != $s[len($s) - 1 - $i]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
      ],
      [
        'for $i in range(len($s) // 2):\n    if $s[$i] != $s[len($s) - $i - 1]:\n        return False\nreturn True',
        'return $s == $s[::-1]',
      ],
    ),
  ],
};

function startsEmpty(match: Match): boolean {
  return isEmptyString(match.get('none'));
}
