import { execFileSync, spawnSync } from 'node:child_process';

/** Tests that ask Python itself are skipped where there is none. */
export const isPythonHere = spawnSync('python3', ['--version']).status === 0;

/** What one snippet gave for one call: its value's text and its arguments', or what it raised. */
export type Answer = string;

/** A module, the function in it, and argument lists as Python text. */
export interface Snippet {
  readonly source: string;
  readonly function: string;
  readonly calls: readonly string[];
}

/** Runs snippets in one interpreter and tells what each call gave. */
export function runInPython(snippets: readonly Snippet[]): readonly (readonly Answer[])[] {
  const output = execFileSync('python3', ['-I', '-c', runner], {
    input: JSON.stringify(snippets),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output) as Answer[][];
}

const runner = `
import json, signal, sys

class TooLong(Exception):
    pass

def stop(*_):
    raise TooLong()

signal.signal(signal.SIGALRM, stop)
sys.setrecursionlimit(5000)

def answers(snippet):
    try:
        module = {'__name__': 'snippet'}
        exec(compile(snippet['source'], 'snippet', 'exec'), module)
    except Exception as error:
        return ['cannot be imported: %r' % error for _ in snippet['calls']]
    found = []
    for call in snippet['calls']:
        arguments = eval(call)
        holder, _, name = snippet['function'].rpartition('.')
        function = getattr(module[holder](), name) if holder else module[name]
        signal.setitimer(signal.ITIMER_REAL, 5)
        try:
            found.append(repr((function(*arguments), arguments)))
        except TooLong:
            found.append('too long')
        except Exception as error:
            found.append('%s: %s' % (type(error).__name__, error))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return found

print(json.dumps([answers(snippet) for snippet in json.load(sys.stdin)]))
`;
