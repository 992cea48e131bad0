import type { SyntaxNode } from '../../syntax-node.ts';
import { parsePython } from '../parse.ts';
import { type Claim, type Drafts, original } from './drafts.ts';
import { Evaluator } from './evaluate.ts';
import { readLiteral, sameAsPrinted, wordScope } from './literals.ts';
import type { TargetNames } from './names.ts';
import type { ProseLine } from './prose.ts';
import type { DiscoveryTarget } from './target.ts';
import type { PyArguments, PyInstance } from './values.ts';

/** Where examples are written, and what they may be about. */
export interface ExamplePlace {
  readonly path: string;
  readonly names: TargetNames;
  readonly target: DiscoveryTarget;
  /** `Input:` and `Output:` name no function: they are taken where the file has no other. */
  readonly takesInputs: boolean;
}

/** Examples in words: `f([1, 2]) -> 3`, and `Input: nums = [1, 2]` above `Output: 3`. */
export function findExamples(
  lines: readonly ProseLine[],
  place: ExamplePlace,
  drafts: Drafts,
): void {
  for (const [index, { line, text }] of lines.entries()) {
    // A prompt is a doctest's.
    if (/^\s*(?:>>>|\.\.\.)/.test(text)) continue;
    findArrow(line, text, place, drafts);
    const input = /^\s*(?:[-*]\s*)?\**Inputs?\**\s*:\**\s*(.*)$/i.exec(text)?.[1];
    if (input !== undefined && place.takesInputs) {
      findInput(lines.slice(index), input, place, drafts);
    }
  }
}

const arrow = /^(.*\))[`\s]*(?:->|=>|==>|→|⇒|==|returns?\b:?|gives\b:?|(?=raises?\b))\s*(.+)$/;
const raising = /^raises?\s+`?(?:\w+\.)*(\w+)/;

function findArrow(line: number, text: string, place: ExamplePlace, drafts: Drafts): void {
  const { names, target } = place;
  const start = startOfCall(text, names);
  const [, call = '', said = ''] = arrow.exec(start === null ? '' : text.slice(start)) ?? [];
  if (call === '') return;
  const [statement] = parsePython(call).parts;
  const node = statement?.parts[0];
  if (node?.type !== 'call' || parsePython(call).hasError) return;
  const read = readCall(node, names, target);
  if (read === null) return;
  const exception = raising.exec(said)?.[1];
  const claim: Claim =
    exception === undefined ? outputClaim(said, target) : { kind: 'raises', exception };
  add(line, read, claim, place, drafts);
}

/** Where one of the function's names, or its class, is called in a text. */
function startOfCall(text: string, { functions, classes }: TargetNames): number | null {
  const places = [...functions, ...classes].flatMap((name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const at = text.search(new RegExp(`(?<![\\w.])${escaped}\\(`));
    return at < 0 ? [] : [at];
  });
  return places.length === 0 ? null : Math.min(...places);
}

interface ReadCall {
  readonly init: PyArguments | null;
  readonly call: PyArguments;
}

function readCall(
  node: SyntaxNode,
  { functions, classes }: TargetNames,
  { info }: DiscoveryTarget,
): ReadCall | null {
  const callee = node.get('function');
  const evaluator = new Evaluator({ call: () => null });
  const call = evaluator.args(node, wordScope());
  if (callee === null || call === null) return null;
  const isOfInstance = info.binding === 'instance';
  if (functions.has(callee.text) && !isOfInstance) return { init: null, call };
  const object = callee.get('object');
  const isMethod = callee.get('attribute')?.text === info.name.split('.').at(-1);
  if (!isMethod || object?.type !== 'call') return null;
  if (!classes.has(object.get('function')?.text ?? '')) return null;
  const init = evaluator.args(object, wordScope());
  if (init === null) return null;
  return { init: isOfInstance ? init : null, call };
}

function findInput(
  lines: readonly ProseLine[],
  input: string,
  place: ExamplePlace,
  drafts: Drafts,
): void {
  const { target } = place;
  const [first] = lines;
  if (first === undefined) return;
  const { text, next } = wholeInput(lines, input);
  const output = lines
    .slice(next, next + 4)
    .map((each) => /^\s*(?:[-*]\s*)?\**Outputs?\**\s*:\**\s*(.*)$/i.exec(each.text)?.[1])
    .find((each) => each !== undefined);
  const call = readInput(text, target);
  if (call === null) {
    drafts.unread({ path: place.path, line: first.line }, 'run-time');
    return;
  }
  const init: PyInstance['init'] | null =
    target.info.binding === 'instance' ? { args: [], kwargs: new Map() } : null;
  const claim = output === undefined ? original : outputClaim(output, target);
  add(first.line, { init, call }, claim, place, drafts);
}

/** With the lines after it, until its brackets are closed; at most twenty. */
function wholeInput(
  lines: readonly ProseLine[],
  input: string,
): { readonly text: string; readonly next: number } {
  let text = input;
  let next = 1;
  const isOpen = (): boolean =>
    text.trim() === '' ||
    (text.match(/[[({]/g)?.length ?? 0) > (text.match(/[\])}]/g)?.length ?? 0);
  while (isOpen() && next < Math.min(lines.length, 20)) text += `\n${lines[next++]!.text}`;
  return { text, next };
}

/** `nums = [1, 2], k = 3` as the function takes it: by name where the names are its own. */
function readInput(text: string, { info, definition }: DiscoveryTarget): PyArguments | null {
  const isBound = info.binding === 'instance' || info.binding === 'class';
  const parameters = info.parameters.slice(isBound ? 1 : 0);
  const annotations = definition?.get('parameters')?.text ?? '';
  // What is written is not what is given then: nodes are made of it first.
  if (/\b(?:List|Tree|Linked|Graph)?Node\b/.test(annotations)) return null;
  const tree = parsePython(`f(${text.trim()}\n)`);
  const node = tree.parts[0]?.parts[0];
  if (tree.hasError || tree.parts.length !== 1 || node?.type !== 'call') return null;
  const call = new Evaluator({ call: () => null }).args(node, wordScope());
  if (call === null || call.args.length + call.kwargs.size === 0) return null;
  const { args, kwargs } = call;
  const names = [...kwargs.keys()];
  const isOwn = names.every((name, index) => parameters[args.length + index] === name);
  const isAll = args.length + names.length === parameters.length;
  if (isOwn || (isAll && !names.some((name) => parameters.includes(name)))) {
    return { args: [...args, ...kwargs.values()], kwargs: new Map() };
  }
  return names.every((name) => parameters.includes(name)) ? call : null;
}

/** What stands behind an output, without the sentence that may follow. */
function outputClaim(said: string, { returns }: DiscoveryTarget): Claim {
  const text = said
    .trim()
    .replace(/`/g, '')
    .replace(/^(?:True|False)\b/i, (word) => (/t/i.test(word) ? 'True' : 'False'));
  const value =
    readLiteral(text) ??
    readLiteral(text.replace(/\s+(?:\(|#|\/\/|because\b|since\b).*$|[.;]\s*$/, ''));
  if (value !== null) return { kind: 'value', value };
  return returns === 'str' && /^\w+$/.test(text) ? sameAsPrinted(text, returns) : original;
}

function add(
  line: number,
  { init, call }: ReadCall,
  claim: Claim,
  { path }: ExamplePlace,
  drafts: Drafts,
): void {
  drafts.add(
    { source: { kind: 'comment', path, line }, id: `comment line ${line}`, init, call },
    claim,
  );
}
