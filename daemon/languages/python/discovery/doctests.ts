import type { SyntaxNode } from '../../syntax-node.ts';
import { parsePython } from '../parse.ts';
import type { Claim, Drafts } from './drafts.ts';
import { original } from './drafts.ts';
import { FileCalls } from './file-calls.ts';
import type { TargetNames } from './names.ts';
import type { ProseLine } from './prose.ts';
import { readLiteral, sameAsPrinted } from './literals.ts';
import { Scope } from './scope.ts';
import type { DiscoveryTarget } from './target.ts';
import { type KnownTypes, typesWithin } from './types.ts';
import { none } from './values.ts';

interface Example {
  readonly line: number;
  readonly code: string;
  /** What Python prints; empty where it prints nothing. */
  readonly want: string;
}

/** The examples of one docstring, which share their names. */
export function findDoctests(
  lines: readonly ProseLine[],
  path: string,
  names: TargetNames,
  target: DiscoveryTarget,
  own: KnownTypes,
  drafts: Drafts,
): void {
  const scope = new Scope(null);
  for (const { line, code, want } of examplesIn(lines)) {
    if (/#\s*doctest:\s*\+SKIP/.test(code)) continue;
    const tree = parsePython(code);
    if (tree.hasError) continue;
    const [statement] = tree.parts;
    const raises = want.startsWith('Traceback (') ? exceptionIn(want) : undefined;
    const frame = {
      kind: 'doctest',
      id: `doctest line ${line}`,
      line,
      depth: 0,
      methods: new Map<string, SyntaxNode>(),
      isCertain: true,
      ...(raises === undefined ? {} : { raises }),
    } as const;
    const types = withOwn(typesWithin(tree), own);
    const calls = new FileCalls({ path, tree, names, types }, target, drafts, scope, frame);
    calls.walk.block(tree.parts, scope);
    const shown = statement?.type === 'expression_statement' ? statement.parts[0] : undefined;
    if (shown === undefined || raises !== undefined) continue;
    const printed = onlyArgument(shown, /^print$/);
    const drained = target.info.isGenerator
      ? onlyArgument(printed ?? shown, /^(?:list|tuple)$/)
      : null;
    const inner = drained ?? printed ?? shown;
    const value = calls.walk.evaluator.value(inner, scope);
    if (value.kind === 'result') drafts.expect(value.call, claimOf(want, printed !== null, target));
  }
}

/** What an example imports by itself counts beside what its file has. */
function withOwn(shown: KnownTypes, own: KnownTypes): KnownTypes {
  return { made: new Map([...own.made, ...shown.made]), members: own.members };
}

/** What stands alone in the brackets of a call of one of these functions. */
function onlyArgument(node: SyntaxNode, callee: RegExp): SyntaxNode | null {
  if (node.type !== 'call' || !callee.test(node.get('function')?.text ?? '')) return null;
  const [only, ...more] = node.get('arguments')?.parts ?? [];
  return more.length === 0 ? (only ?? null) : null;
}

function claimOf(want: string, isPrinted: boolean, { returns }: DiscoveryTarget): Claim {
  if (isPrinted) return sameAsPrinted(want, returns);
  if (want === '') return { kind: 'value', value: none };
  const value = readLiteral(want);
  return value === null ? original : { kind: 'value', value };
}

/** `json.JSONDecodeError` of the last line of a traceback. */
function exceptionIn(want: string): string | null {
  const lines = want.split('\n').slice(1);
  const last = lines.find((line) => /^[A-Za-z_][\w.]*(?::|$)/.test(line));
  return last === undefined ? null : (/^[\w.]+/.exec(last)?.[0].split('.').at(-1) ?? null);
}

function examplesIn(lines: readonly ProseLine[]): readonly Example[] {
  const examples: Example[] = [];
  let code: string[] = [];
  let want: string[] = [];
  let margin = '';
  let line = 0;
  const close = (): void => {
    if (code.length > 0)
      examples.push({ line, code: code.join('\n'), want: want.join('\n').trim() });
    code = [];
    want = [];
  };
  for (const each of lines) {
    const [, indent = '', prompt = '', rest = ''] =
      /^(\s*)(>>>|\.\.\.)(?: (.*))?$/.exec(each.text) ?? [];
    if (prompt === '>>>') {
      close();
      [margin, line] = [indent, each.line];
      code.push(rest);
    } else if (prompt === '...' && code.length > 0 && want.length === 0) code.push(rest);
    else if (code.length > 0 && each.text.trim() === '') close();
    else if (code.length > 0) {
      want.push(each.text.startsWith(margin) ? each.text.slice(margin.length) : each.text.trim());
    }
  }
  close();
  return examples;
}
