/** A parameter as a docstring describes it. */
export interface Described {
  readonly name: string;
  readonly type: string | null;
  readonly text: string;
}

export interface Docstring {
  readonly parameters: readonly Described[];
  /** Types of exceptions. */
  readonly raises: readonly string[];
  /** Lines about the function as a whole: not about its results, exceptions or examples. */
  readonly lines: readonly string[];
  /** Lines of sections about what is required. */
  readonly constraints: readonly string[];
}

/** Reads Sphinx and Epydoc fields, Google's and NumPy's sections, also where they are mixed. */
export function readDocstring(docstring: string, parameters: readonly string[]): Docstring {
  const lines = docstring.replace(/\r\n?/g, '\n').split('\n').map(expandTabs);
  const found = new Map<string, { type: string | null; text: string }>();
  const raises: string[] = [];
  const rest: string[] = [];
  const constraints: string[] = [];
  let section: Section = 'none';
  /** Lines that are not deeper than this end the section; NumPy's go on to the next heading. */
  let margin = -1;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const field = fieldAt(lines, i);
    if (field !== null) {
      noteField(field, found, raises);
      i = field.last;
      section = 'none';
      continue;
    }
    const heading = headingAt(lines, i);
    if (heading !== null) {
      section = heading.section;
      margin = heading.isUnderlined ? -1 : indentOf(line);
      i += heading.isUnderlined ? 1 : 0;
      continue;
    }
    const entry = section === 'parameters' ? entryOf(line, parameters) : null;
    if (line.trim() !== '' && indentOf(line) <= margin && entry === null) section = 'none';
    if (section === 'none') {
      if (!/^\s*(?:>>>|\.\.\.)/.test(line)) rest.push(line);
    } else if (section === 'parameters') {
      const last = [...found.values()].at(-1);
      if (entry !== null)
        for (const name of entry.names) found.set(name, { type: entry.type, text: entry.text });
      else if (last !== undefined && line.trim() !== '') last.text += ` ${line.trim()}`;
    } else if (section === 'raises') {
      const name = /^\s*([A-Za-z_][\w.]*)\s*(?::|$)/.exec(line)?.[1];
      if (name !== undefined && isException(name)) raises.push(name);
    } else if (section === 'constraints') constraints.push(line);
    else if (section === 'notes') rest.push(line);
  }
  return {
    parameters: [...found].map(([name, { type, text }]) => ({ name, type, text: text.trim() })),
    raises: [...new Set(raises)],
    lines: rest,
    constraints,
  };
}

type Section = 'none' | 'parameters' | 'raises' | 'constraints' | 'notes' | 'other';

const sections: readonly (readonly [RegExp, Section])[] = [
  [
    /^(?:args|arguments|parameters|params|keyword args|keyword arguments|other parameters|inputs?)$/i,
    'parameters',
  ],
  [/^(?:raises|exceptions|except)$/i, 'raises'],
  [
    /^(?:constraints?|pre-?conditions?|requires|requirements?|assumptions?|limits|guarantees?)$/i,
    'constraints',
  ],
  [/^notes?$/i, 'notes'],
  [
    /^(?:returns?|yields?|examples?(?: \d+)?|outputs?|result|see also|references|warnings?|warns|attributes|methods|todo|explanation|doctests?|usage|complexity|time complexity|follow[- ]up)$/i,
    'other',
  ],
];

function headingAt(
  lines: readonly string[],
  at: number,
): { readonly section: Section; readonly isUnderlined: boolean } | null {
  const [, word = '', colon] = /^\s*\**([A-Za-z][\w -]*?)\**\s*(:?)\**\s*$/.exec(lines[at]!) ?? [];
  const isUnderlined = /^\s*-{3,}\s*$/.test(lines[at + 1] ?? '');
  if (word === '' || (colon === '' && !isUnderlined)) return null;
  const known = sections.find(([pattern]) => pattern.test(word));
  if (known !== undefined) return { section: known[1], isUnderlined };
  return isUnderlined ? { section: 'other', isUnderlined } : null;
}

interface Field {
  readonly word: string;
  readonly argument: string;
  readonly text: string;
  readonly last: number;
}

/** `:param int n: its text`, `@type n: int`, with the lines that go on deeper. */
function fieldAt(lines: readonly string[], at: number): Field | null {
  const line = lines[at]!;
  const [, word, argument = '', first = ''] =
    /^\s*[:@](param|parameter|arg|argument|key|keyword|type|raises?|except|exception|returns?|rtype|yields?|ivar|cvar|var|vartype|note|pre)\b\s*([^:]*):\s*(.*)$/.exec(
      line,
    ) ?? [];
  if (word === undefined) return null;
  let text = first;
  let last = at;
  while (
    last + 1 < lines.length &&
    lines[last + 1]!.trim() !== '' &&
    indentOf(lines[last + 1]!) > indentOf(line)
  ) {
    last += 1;
    text += ` ${lines[last]!.trim()}`;
  }
  return { word, argument: argument.trim(), text: text.trim(), last };
}

function noteField(
  { word, argument, text }: Field,
  found: Map<string, { type: string | null; text: string }>,
  raises: string[],
): void {
  if (/^(?:raises?|except|exception)$/.test(word)) {
    for (const name of argument.split(/[\s,]+/)) if (isException(name)) raises.push(name);
    return;
  }
  if (!/^(?:param|parameter|arg|argument|key|keyword|type)$/.test(word)) return;
  const [, type, name] = /^(?:(.+?)\s+)?\*{0,2}(\w+)$/.exec(argument) ?? [];
  if (name === undefined) return;
  const known = found.get(name) ?? { type: null, text: '' };
  if (word === 'type') found.set(name, { ...known, type: text });
  else found.set(name, { type: type ?? known.type, text });
}

/** `nums (list of int): its text`, `nums: its text` or `nums : list of int`. */
function entryOf(
  line: string,
  parameters: readonly string[],
): {
  readonly names: readonly string[];
  readonly type: string | null;
  readonly text: string;
} | null {
  const match = /^\s*(?:[-*]\s+)?[`*]{0,2}(\w+(?:\s*,\s*\w+)*)[`*]{0,2}\s*(.*)$/.exec(line);
  const names = match?.[1]!.split(/\s*,\s*/) ?? [];
  if (match === null || !names.every((name) => parameters.includes(name))) return null;
  const rest = match[2]!;
  const parenthesized = /^\(((?:[^()]|\([^()]*\))*)\)\s*:?\s*(.*)$/.exec(rest);
  if (parenthesized !== null) return { names, type: parenthesized[1]!, text: parenthesized[2]! };
  if (rest === '') return { names, type: null, text: '' };
  const colon = /^:\s*(.*)$/.exec(rest);
  const dash = /^[-–]+\s+(.*)$/.exec(rest);
  if (dash !== null) return { names, type: null, text: dash[1]! };
  if (colon === null) return null;
  // NumPy has a space before the colon and a type after it; Google has its text there.
  const isType = /\s:/.test(line.slice(0, line.length - colon[1]!.length));
  return isType ? { names, type: colon[1]!, text: '' } : { names, type: null, text: colon[1]! };
}

function isException(name: string): boolean {
  return /^(?:\w+\.)*[A-Z]\w*$/.test(name);
}

function expandTabs(line: string): string {
  return line.replace(/\t/g, '    ');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
