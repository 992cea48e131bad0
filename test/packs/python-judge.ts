import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Value } from '../../protocol/cases.ts';

/** A problem's solutions and what to hold them against, as plain Python and plain JSON. */
export interface Trial {
  readonly function: string;
  /** Defines `inputs(random)`, which gives arguments, and `expected(*arguments)`. */
  readonly check: string;
  readonly cases: readonly {
    readonly id: string;
    readonly args: readonly Value[];
    readonly expected: Value;
  }[];
  readonly solutions: readonly { readonly id: string; readonly code: string }[];
  readonly randomInputs: number;
}

/** Runs everything in one interpreter; gives a line for whatever went wrong. */
export async function judge(trial: Trial): Promise<readonly string[]> {
  const child = spawn('python3', ['-I', '-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(trial));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`python3 ended with ${code}`);
  return JSON.parse(text) as string[];
}

/** A module is made anew for each call: nothing may live from one to the next. */
const program = `
import copy, json, random, sys

trial = json.load(sys.stdin)
faults = []

def module(code, name):
    names = {'__name__': 'solution'}
    exec(compile(code, name, 'exec'), names)
    return names

check = module(trial['check'], 'check.py')

def hold(solution, what, args, expected):
    code = compiled[solution['id']]
    names = {'__name__': 'solution'}
    exec(code, names)
    own = copy.deepcopy(args)
    try:
        actual = names[trial['function']](*own)
    except Exception as error:
        faults.append('%s: %s: raised %r' % (solution['id'], what, error))
        return
    if repr(actual) != repr(expected):
        faults.append('%s: %s: %.80r instead of %.80r' % (solution['id'], what, actual, expected))
    if own != args:
        faults.append('%s: %s: changed its arguments' % (solution['id'], what))

compiled = {each['id']: compile(each['code'], each['id'], 'exec') for each in trial['solutions']}

for case in trial['cases']:
    for solution in trial['solutions']:
        hold(solution, case['id'], case['args'], case['expected'])

source = random.Random(20260101)
different = set()
for _ in range(trial['randomInputs']):
    args = check['inputs'](source)
    expected = check['expected'](*copy.deepcopy(args))
    different.add(repr(expected))
    for solution in trial['solutions']:
        hold(solution, repr(args), args, expected)
if trial['randomInputs'] and len(different) < 4:
    faults.append('check.py: its inputs have only the answers %s' % ', '.join(sorted(different)))

print(json.dumps(faults[:20]))
`;
