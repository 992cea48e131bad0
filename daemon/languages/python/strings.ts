import type { SyntaxNode } from '../syntax-node.ts';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** The text that a string literal stands for; interpolations stay as they are written. */
export function stringValue(node: SyntaxNode): string {
  if (node.type === 'concatenated_string') return node.parts.map(stringValue).join('');
  const opening = node.children.find((child) => child.type === 'string_start');
  const closing = node.children.find((child) => child.type === 'string_end');
  if (opening === undefined || closing === undefined) return node.text;
  const written = node.source.slice(opening.end, closing.start).replace(/\r\n?/g, '\n');
  return /r/i.test(opening.text) ? written : unescape(written);
}

/** The letters before the quote, in one order and case, without those that change nothing. */
export function stringPrefix(node: SyntaxNode): string {
  const opening = node.children.find((child) => child.type === 'string_start')?.text ?? '';
  return [...opening.replace(/['"u]/gi, '').toLowerCase()].sort().join('');
}

/** Whether it is a literal string without interpolations, as `''`, `"ab"` or `'''c'''`. */
export function isPlainString(node: SyntaxNode): boolean {
  return node.type === 'string' && /^r?$/.test(stringPrefix(node));
}

function unescape(written: string): string {
  return written.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, hex2, hex4, hex8, octal, other: string) => {
      const hex = hex2 ?? hex4 ?? hex8;
      if (hex !== undefined) {
        const code = parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      return simpleEscapes[other] ?? whole;
    },
  );
}
