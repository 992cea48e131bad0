import type { Discovered, DiscoveryFile, ProjectText } from '../../../core/discovery.ts';
import type { FunctionInfo } from '../../../core/ports/subject.ts';
import { parsePython } from '../parse.ts';
import { functionsTolerant } from '../syntax.ts';
import { findDoctests } from './doctests.ts';
import { Drafts } from './drafts.ts';
import { findExamples } from './examples.ts';
import { importedAs, ownNames } from './names.ts';
import { proseOf } from './prose.ts';
import { targetOf } from './target.ts';
import { typesImported, typesWithin } from './types.ts';
import { findCalls } from './test-file.ts';

/** Whether a file may hold tests or their fixtures, or says what a package takes from its modules. */
export function isTestFile(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (!name.endsWith('.py')) return false;
  if (name === '__init__.py' || name === 'conftest.py') return true;
  return /^test_|_test\.py$|^tests?\.py$/.test(name) || parts.slice(0, -1).some(isTestFolder);
}

/** Cases of a function that its file and the project's tests write down, nearest first. */
export function discover(
  file: DiscoveryFile,
  info: FunctionInfo,
  tests: readonly ProjectText[],
): Discovered {
  const drafts = new Drafts();
  if (info.kind === 'program' || info.kind === 'nested') return drafts.finish();
  const { path, source } = file;
  const tree = parsePython(source);
  const target = targetOf(source, info);
  const names = ownNames(info.name);
  const alone = isAlone(source, info);
  const prose = proseOf(tree, target);
  const types = typesWithin(tree);
  for (const { kind, lines } of prose) {
    if (kind === 'docstring') findDoctests(lines, path, names, target, types, drafts);
  }
  for (const { lines, isOwn } of prose) {
    findExamples(lines, { path, names, target, takesInputs: isOwn || alone }, drafts);
  }
  findCalls({ path, tree, names, types }, target, drafts, true);
  const [, method] = /(?:^|\.)(\w+)$/.exec(info.name) ?? [];
  const mayImport = importOf(path);
  const packages = tests.filter((test) => test.path.endsWith('__init__.py'));
  for (const test of tests) {
    if (drafts.isFull) break;
    if (test.path === path || !test.text.includes(method ?? info.name)) continue;
    // Parsing is what takes time in a project of thousands of tests.
    if (!mayImport.test(test.text)) continue;
    const known = importedAs(info.name, file, test, packages);
    if (known === null) continue;
    const testTree = parsePython(test.text);
    const imported = typesImported(file, tree, test, testTree, packages);
    const shared = conftestsOf(test.path, tests).map(({ text }) => parsePython(text));
    const calling = { path: test.path, tree: testTree, names: known, types: imported, shared };
    findCalls(calling, target, drafts, false);
  }
  return drafts.finish();
}

/** Files of fixtures that pytest has for a test: those in its folder and above, the nearest first. */
function conftestsOf(path: string, tests: readonly ProjectText[]): readonly ProjectText[] {
  return tests
    .filter((each) => {
      const folder = each.path.slice(0, -'conftest.py'.length);
      const isOne = each.path === 'conftest.py' || each.path.endsWith('/conftest.py');
      return isOne && each.path !== path && path.startsWith(folder);
    })
    .toSorted((a, b) => b.path.length - a.path.length);
}

/** An import that names the module or a package around it, or that is relative. */
function importOf(path: string): RegExp {
  const parts = path
    .replace(/\.py$/, '')
    .split('/')
    .filter((part) => /^\w+$/.test(part) && part !== '__init__');
  return new RegExp(
    `^[ \\t]*(?:from[ \\t]+\\.|(?:from|import)\\b.*\\b(?:${parts.join('|')})\\b)`,
    'm',
  );
}

function isTestFolder(name: string): boolean {
  return /^tests?$|^testing$/.test(name);
}

/** Whether what the file says in general can be about this function alone. */
function isAlone(source: string, info: FunctionInfo): boolean {
  const others = functionsTolerant(source).filter(({ name, kind }) => {
    const last = name.split('.').at(-1) ?? '';
    return kind !== 'nested' && name !== info.name && !/^_|^test|^main$/.test(last);
  });
  return others.length === 0;
}
