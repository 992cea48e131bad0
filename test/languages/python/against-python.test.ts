import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { extract } from '../../../daemon/languages/python/layout.ts';
import { replace } from '../../../daemon/languages/python/replace.ts';
import { isPythonHere } from './python-process.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

/** A file of Python's own library, and its functions as Python itself sees them. */
interface LibraryFile {
  readonly path: string;
  readonly functions: readonly Facts[];
}

interface Facts {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  readonly docstring: string | null;
  readonly firstLine: number;
  readonly lastLine: number;
}

test.runIf(isPythonHere)(
  'functions of the standard library are found as Python finds them',
  () => {
    const files = library(12);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const source = readFileSync(file.path, 'utf8');
      const listed = functions(source);
      if (!listed.ok) throw new Error(`${file.path}: ${listed.failure.message}`);
      const found = listed.value.map((info) => ({
        name: info.name,
        parameters: info.parameters,
        isGenerator: info.isGenerator,
        isAsync: info.isAsync,
        docstring: info.docstring,
        firstLine: lineOf(source, info.start),
        lastLine: lineOf(source, info.end),
      }));
      expect(found, file.path).toEqual(file.functions);
    }
  },
  120_000,
);

test.runIf(isPythonHere)(
  'a function that is replaced by its own text leaves the code as it was',
  () => {
    for (const { path } of library(120)) {
      const source = readFileSync(path, 'utf8');
      const listed = functions(source);
      for (const target of listed.ok ? listed.value : []) {
        const code = extract(source, target);
        const result = replace(source, target, { code, imports: [], helpers: '' });
        if (!result.ok) throw new Error(`${path}: ${target.name}: ${result.failure.message}`);
        expect(withoutComments(result.value.source), target.name).toBe(withoutComments(source));
      }
    }
  },
  120_000,
);

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split(/\r\n|\r|\n/).length;
}

/** Comments that stand further left than their block are moved to it. */
function withoutComments(source: string): string {
  return source.replace(/^[ \t]*#.*$|[ \t]+$/gm, '');
}

function library(every: number): readonly LibraryFile[] {
  const output = execFileSync('python3', ['-I', '-c', reader, String(every)], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  });
  return JSON.parse(output) as LibraryFile[];
}

const reader = `
import ast, glob, json, os, sys, warnings
warnings.simplefilter('ignore')
definitions = (ast.FunctionDef, ast.AsyncFunctionDef)
scopes = definitions + (ast.Lambda, ast.ClassDef)

def yields(node):
    return any(
        isinstance(child, (ast.Yield, ast.YieldFrom))
        or (not isinstance(child, scopes) and yields(child))
        for child in ast.iter_child_nodes(node)
    )

def facts(node, name):
    a = node.args
    names = a.posonlyargs + a.args + [a.vararg] + a.kwonlyargs + [a.kwarg]
    decorators = [decorator.lineno for decorator in node.decorator_list]
    return {
        'name': name,
        'parameters': [each.arg for each in names if each is not None],
        'isGenerator': any(not isinstance(each, scopes) and (yields(ast.Module([each], []))) for each in node.body),
        'isAsync': isinstance(node, ast.AsyncFunctionDef),
        'docstring': ast.get_docstring(node, clean=False),
        'firstLine': min(decorators + [node.lineno]),
        'lastLine': node.end_lineno,
    }

def collect(node, path, found):
    for child in ast.iter_child_nodes(node):
        inner = path + [child.name] if isinstance(child, definitions + (ast.ClassDef,)) else path
        if isinstance(child, definitions):
            changes = [each for each in child.decorator_list if isinstance(each, ast.Attribute)]
            if not any(each.attr in ('setter', 'deleter') for each in changes):
                name = '.'.join(inner)
                found.pop(name, None)
                found[name] = facts(child, name)
        collect(child, inner, found)

files = sorted(glob.glob(os.path.dirname(os.__file__) + '/**/*.py', recursive=True))
files = [path for path in files if '-packages' not in path][:: int(sys.argv[1])]
result = []
for path in files:
    try:
        with open(path, encoding='utf-8', newline='') as file:
            tree = ast.parse(file.read())
    except (SyntaxError, ValueError):
        continue
    found = {}
    collect(tree, [], found)
    listed = sorted(found.values(), key=lambda each: each['firstLine'])
    result.append({'path': path, 'functions': listed})
print(json.dumps(result))
`;
