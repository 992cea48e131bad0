import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEquivalence } from '../../daemon/equivalence/equivalence.ts';
import { defaultTolerance } from '../../daemon/core/case-set.ts';
import type { Equivalence, Examined } from '../../daemon/core/equivalence.ts';
import type { FunctionInfo } from '../../daemon/core/ports/subject.ts';
import type { Lease } from '../../daemon/core/ports/sandbox.ts';
import { normalize } from '../../daemon/languages/python/normalize.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { rewrite } from '../../daemon/languages/python/rewrite.ts';
import { catalogue } from '../../daemon/languages/python/rules/catalogue.ts';
import { makeKit } from '../../daemon/measure/bench.ts';
import { LeasedExplorer } from '../../daemon/measure/exploring.ts';
import { findResources } from '../../daemon/resources.ts';
import type { Result } from '../../protocol/failures.ts';
import { print, withLease } from './bench.ts';
import { limits } from './equivalence/examining.ts';
import { ownMaterial, packMaterial } from './equivalence/material.ts';

// How often the rewrite rules propose a version that is not the same function.
// Usage: npm run bench:rules -- [--from FOLDER]... [--rule NAME]... [--only WORD]...
//   [--most N] [--seconds N] [--sandbox KIND] [--sites]
// Originals are the examples, the slow functions of the tests, the packs' solutions, the functions
// of bench:equivalence, and every function of the Python files in each folder, which take the place
// of all others with --alone. Of each rule, --most versions are judged, evenly spread. --sites tells
// only where rules propose something, and runs nothing.

const { values: options } = parseArgs({
  options: {
    from: { type: 'string', multiple: true, default: [] },
    rule: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    alone: { type: 'boolean', default: false },
    most: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '1.5' },
    sandbox: { type: 'string', default: 'auto' },
    sites: { type: 'boolean', default: false },
  },
});

interface Original {
  readonly id: string;
  readonly source: string;
  readonly target: FunctionInfo;
}

interface Proposed {
  readonly original: Original;
  readonly rule: string;
  readonly code: string;
  readonly source: string;
}

/** What became of the versions that a rule made. */
interface Row {
  proposed: number;
  /** The text does not stand for the function any more, or cannot be imported. */
  broken: number;
  refuted: number;
  passed: number;
  /** No input at all could be compared. */
  unknown: number;
}

const root = join(import.meta.dirname, '../..');
const { signal } = new AbortController();
const budgetMs = 1000 * Number(options.seconds);
const rows = new Map<string, Row>();
const language = await createPython(join(findResources().languages, 'python'));
const found = [...originals()].filter(({ id }) => isAsked(options.only, id));
const versions = spread(found.flatMap(proposedFor), Number(options.most));
const wanted = groupedBy(versions, ({ original }) => original);
print(`${found.length} functions, ${versions.length} versions of ${wanted.size} of them`);
if (options.sites) sayAll();
else await withLease(judgeAll, options.sandbox);
sayTable();

async function judgeAll(lease: Lease): Promise<void> {
  const kit = valueOf(await makeKit(lease, language, limits, signal));
  for (const [original, own] of wanted) {
    const { source, target, id } = original;
    const setup = { lease, language, target, fileName: 'subject.py', calls: [], limits, kit };
    const equivalence = createEquivalence({
      explorer: new LeasedExplorer({ ...setup, sampleIntervalNs: 0 }, language.inputExplorer!),
      original: { source, code: language.extract(source, target) },
      sketch: language.sketch(source, target),
      cases: { cases: [], domain: null, tolerance: defaultTolerance },
      seed: 1,
      tell: () => {},
    });
    for (const version of own) {
      const examined = await judged(equivalence, version);
      if (typeof examined === 'string') {
        const row = rowOf(version.rule);
        row.proposed += 1;
        row.unknown += 1;
        print(`FAULT ${version.rule} of ${id}: ${examined}`);
      } else tell(version, examined);
    }
  }
}

/** A fault of the engine on one function shall not take the other figures with it. */
async function judged(
  equivalence: Equivalence,
  { source, code }: Proposed,
): Promise<Examined | string> {
  try {
    const examined = await equivalence.examine({ source, code }, budgetMs, signal);
    return examined.ok ? examined.value : examined.failure.message;
  } catch (error) {
    return String(error);
  }
}

function tell({ original: { id }, rule, code }: Proposed, examined: Examined): void {
  const { counterexample, evidence } = examined;
  const isBroken = evidence.notices.some((notice) => notice.startsWith('The candidate could not'));
  const row = rowOf(rule);
  row.proposed += 1;
  if (isBroken) row.broken += 1;
  else if (counterexample !== null) row.refuted += 1;
  else if (evidence.generated === 0) row.unknown += 1;
  else row.passed += 1;
  if (!isBroken && counterexample === null) return;
  print(`${isBroken ? 'BROKEN' : 'REFUTED'} ${rule} of ${id}`);
  print(indented(code));
  if (counterexample === null) return print(`    ${evidence.notices.join(' ')}`);
  const { args, kwargs, expected, actual, message } = counterexample;
  print(`    on ${short({ args, kwargs })}: ${message}`);
  print(`    ${short(expected)} against ${short(actual)}`);
}

/** Every version that one rule makes of the function; equal ones are told once for each rule. */
function proposedFor(original: Original): readonly Proposed[] {
  const { source, target, id } = original;
  const version = { source, code: language.extract(source, target) };
  const versions: Proposed[] = [];
  for (const { name: rule } of catalogue) {
    if (options.rule.length > 0 && !options.rule.includes(rule)) continue;
    const seen = new Set<string>();
    for (const replacement of rewrite(rule, version, target)) {
      const replaced = language.replace(source, target, replacement);
      const key = normalize(replacement.code);
      if (!replaced.ok) {
        const row = rowOf(rule);
        row.proposed += 1;
        row.broken += 1;
        print(
          `BROKEN ${rule} of ${id}: ${replaced.failure.message}\n${indented(replacement.code)}`,
        );
      } else if (!seen.has(key)) versions.push({ original, rule, ...replaced.value });
      seen.add(key);
    }
  }
  return versions;
}

function* originals(): Generator<Original> {
  const own = options.alone ? [] : [...ownMaterial(), ...packMaterial()];
  for (const { id, source, function: name } of own)
    yield* functionsOf(id, source, (target) => target.name === name);
  const ours = options.alone ? [] : ['examples', 'test/fixtures/python'];
  const folders = [...ours.map((folder) => join(root, folder)), ...options.from];
  for (const folder of folders)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
      if (!file.endsWith('.py')) continue;
      const source = readFileSync(join(folder, file), 'utf8');
      yield* functionsOf(`${basename(folder)}/${file}`, source, ({ kind }) => kind !== 'nested');
    }
}

function* functionsOf(
  id: string,
  source: string,
  accepts: (target: FunctionInfo) => boolean,
): Generator<Original> {
  const listed = language.functions(source);
  if (!listed.ok) return;
  for (const target of listed.value)
    if (accepts(target)) yield { id: `${id}:${target.name}`, source, target };
}

/** At most so many versions of each rule, evenly spread. */
function spread(all: readonly Proposed[], most: number): readonly Proposed[] {
  return [...groupedBy(all, ({ rule }) => rule).values()].flatMap((own) => {
    const every = Math.max(1, own.length / most);
    return own.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
  });
}

function groupedBy<K, T>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}

function rowOf(rule: string): Row {
  const row = rows.get(rule) ?? { proposed: 0, broken: 0, refuted: 0, passed: 0, unknown: 0 };
  rows.set(rule, row);
  return row;
}

function sayAll(): void {
  for (const { original, rule, code } of versions) {
    rowOf(rule).proposed += 1;
    print(`${rule} of ${original.id}\n${indented(code)}`);
  }
}

function sayTable(): void {
  print('\n| rule | proposed | broken | refuted | passed | nothing compared |');
  print('| --- | --- | --- | --- | --- | --- |');
  const all: Row = { proposed: 0, broken: 0, refuted: 0, passed: 0, unknown: 0 };
  for (const { name } of catalogue) {
    const row = rows.get(name);
    if (row === undefined) continue;
    for (const key of Object.keys(all) as (keyof Row)[]) all[key] += row[key];
    sayRow(`\`${name}\``, row);
  }
  sayRow('all', all);
}

function sayRow(name: string, { proposed, broken, refuted, passed, unknown }: Row): void {
  print(`| ${[name, proposed, broken, refuted, passed, unknown].join(' | ')} |`);
}

function isAsked(words: readonly string[], id: string): boolean {
  return words.length === 0 || words.some((word) => id.includes(word));
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, '        ');
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
