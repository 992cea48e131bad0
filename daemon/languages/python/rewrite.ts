import { applyEdits } from '../../../protocol/edits.ts';
import type { Shape } from '../../core/exploring.ts';
import type { FunctionInfo, Replacement, Version } from '../../core/ports/subject.ts';
import { syntaxError } from './syntax-errors.ts';
import { extract } from './layout.ts';
import { normalize } from './normalize.ts';
import { parsePython } from './parse.ts';
import { FunctionCode, type Edit } from './rewriting/function-code.ts';
import type { Site, Way } from './rewriting/rule.ts';
import { withoutMarks } from './rewriting/template.ts';
import { moduleBindings } from './imports.ts';
import { changedIn } from './rewriting/scope.ts';
import { catalogue } from './rules/catalogue.ts';

import { sketch } from './sketch/sketch.ts';

/** A rewrite may make room for itself again; one that goes on after this many rounds is stopped. */
const mostRounds = 12;

/** Every way to apply one rule to the function: usually one, all its sites at once. */
export function rewrite(
  rule: string,
  version: Version,
  target: FunctionInfo,
): readonly Replacement[] {
  const ways = catalogue.find(({ name }) => name === rule)?.ways ?? [];
  const code = version.code === '' ? extract(version.source, target) : version.code;
  const seen = new Set([normalize(code)]);
  const replacements: Replacement[] = [];
  const shapes = () => shapesOf(version.source, target);
  for (const way of ways) {
    const replacement = applyWay(way, code, version.source, shapes);
    if (replacement === null || seen.has(normalize(replacement.code))) continue;
    seen.add(normalize(replacement.code));
    replacements.push(replacement);
  }
  return replacements;
}

/** Applies one way until it finds nothing more; null where it found nothing at all. */
function applyWay(
  way: Way,
  code: string,
  module: string,
  shapes: () => ReadonlyMap<string, Shape>,
): Replacement | null {
  const imports = new Map<string, string>();
  const helpers: string[] = [];
  const seen = new Set([code]);
  let text = code;
  for (let round = 0; round < mostRounds; round++) {
    const fn = new FunctionCode(text, module, shapes);
    if (seesItsNames(fn)) return null;
    const sites = [...way(fn)];
    const next = sites.length === 0 ? null : makeEdits(fn, sites);
    if (next === null || seen.has(next.text)) break;
    seen.add(next.text);
    text = next.text;
    for (const [name, line] of fn.imports) imports.set(name, line);
    for (const helper of next.helpers) if (!helpers.includes(helper)) helpers.push(helper);
  }
  if (text === code) return null;
  const used = new Set(
    [...parsePython(`${text}\n${helpers.join('\n')}`).walk()]
      .filter((node) => node.type === 'identifier')
      .map((node) => node.text),
  );
  const needed = [...imports].filter(([name]) => used.has(name)).map(([, line]) => line);
  return { code: `${text.trimEnd()}\n`, imports: needed, helpers: helpers.join('\n\n\n') };
}

const known = new WeakMap<
  FunctionInfo,
  { readonly source: string; readonly shapes: ReadonlyMap<string, Shape> }
>();

/** What is known of the parameters; kept, since every rule asks for the same. */
function shapesOf(source: string, target: FunctionInfo): ReadonlyMap<string, Shape> {
  const before = known.get(target);
  if (before?.source === source) return before.shapes;
  const { parameters } = sketch(source, target);
  const usual = parameters.filter(({ place }) => place === 'positional' || place === 'keyword');
  const shapes = new Map(usual.map(({ name, shape }) => [name, shape]));
  known.set(target, { source, shapes });
  return shapes;
}

/** Where names are looked up as texts, none may come, go or be computed elsewhere. */
function seesItsNames(fn: FunctionCode): boolean {
  for (const call of fn.all('call'))
    if (/^(?:locals|vars|eval|exec|dir|globals|sys\._getframe)$/.test(call.get('function')!.text))
      return true;
  return false;
}

const builtins =
  'abs all any bool bytearray dict enumerate float frozenset int iter len list map max min next pow range reversed set sorted str sum tuple zip'.split(
    ' ',
  );

/** Names of builtins that mean something else here, as in `sum = 0`. */
function boundBuiltins(fn: FunctionCode): ReadonlySet<string> {
  const changed = changedIn(fn.definition);
  const module = moduleBindings(parsePython(fn.module));
  const isBound = (name: string) =>
    fn.parameters.includes(name) || changed.has(name) || module.has(name);
  return new Set(builtins.filter(isBound));
}

/** Whether the edits take such a name for the builtin, in what they replace or write. */
function mentions(fn: FunctionCode, { edits }: Site, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  const word = new RegExp(`(?<![.\\w])(?:${[...names].join('|')})\\(`);
  return edits.some(
    (edit) => word.test(edit.text) || word.test(fn.text.slice(edit.start, edit.end)),
  );
}

interface Edited {
  readonly text: string;
  readonly helpers: readonly string[];
}

/** All sites at once where they do not overlap and the result parses; else the first that does. */
function makeEdits(fn: FunctionCode, sites: readonly Site[]): Edited | null {
  const chosen: Site[] = [];
  const bound = boundBuiltins(fn);
  for (const site of sites)
    if (
      !mentions(fn, site, bound) &&
      !chosen.some((other) => conflict(other, site)) &&
      !conflictWithin(site)
    )
      chosen.push(site);
  const all = edited(fn, chosen);
  if (all !== null) return all;
  for (const site of chosen) {
    const single = edited(fn, [site]);
    if (single !== null) return single;
  }
  return null;
}

function edited(fn: FunctionCode, sites: readonly Site[]): Edited | null {
  const edits = sites.flatMap((site) => site.edits);
  const text = withoutMarks(applyEdits(fn.text, edits));
  const tree = parsePython(text);
  if (syntaxError(text, tree) !== null || tree.parts.length !== 1) return null;
  return { text, helpers: sites.flatMap((site) => site.helpers ?? []) };
}

function conflict(a: Site, b: Site): boolean {
  return a.edits.some((one) => b.edits.some((other) => overlap(one, other)));
}

function conflictWithin(site: Site): boolean {
  return site.edits.some((one, i) => site.edits.slice(i + 1).some((other) => overlap(one, other)));
}

/** Insertions may share a place and touch what is replaced; they may not lie inside it. */
function overlap(a: Edit, b: Edit): boolean {
  return a.start < b.end && b.start < a.end;
}
