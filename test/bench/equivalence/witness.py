"""Looks for inputs on which two Python functions differ, in plain CPython on this machine.

Reads {"original", "function", "inputs", "candidates", "tries", "seconds", "witnesses"} from standard
input: texts of modules, the name of the function in them, the text that defines inputs(random), how
many inputs to try at most, and for how long with each candidate. Writes for each candidate the first
input on which it differs, as Python text, with what both did there, how many inputs were tried and
on how many of the first ones it differs. Where "witnesses" are given, these inputs alone are tried.
Where it differs only after another call in the same process, the witness is `after(FIRST, SECOND)`.

Time is the processor's, so that a busy machine makes no difference.

It has nothing in common with the engine whose benchmark it prepares, so that neither hides a fault
of the other. What counts as equal is in docs/equivalence.md.
"""

import json
import math
import pickle
import random
import resource
import signal
import sys
import time


class TooLong(BaseException):
    pass


def stop(*_):
    raise TooLong


def equal(left, right):
    if type(left).__name__ != type(right).__name__:
        return False
    if isinstance(left, float):
        if math.isnan(left) or math.isnan(right):
            return math.isnan(left) and math.isnan(right)
        return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    return left == right


class Items(list):
    """What an iterator yields: not a list, but all iterators are alike."""


class Subject:
    def __init__(self, source, name):
        self.module = {'__name__': 'subject'}
        exec(compile(source, 'subject', 'exec'), self.module)
        self.name = name

    def call(self, arguments, seconds):
        """What happened, as (kind, value or exception's type, arguments afterwards)."""
        # Unlike deepcopy it makes new integers too, as arguments from elsewhere are.
        given = pickle.loads(pickle.dumps(arguments))
        holder, _, name = self.name.rpartition('.')
        function = getattr(self.module[holder](), name) if holder else self.module[name]
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            value = function(*given)
            # The alarm is off before the next line can be interrupted by it.
            signal.setitimer(signal.ITIMER_PROF, 0)
            if hasattr(value, '__next__'):
                value = Items(value)
            return 'returned', value, given
        except TooLong:
            return 'too long', None, None
        except BaseException as error:
            return 'raised', type(error).__name__, given
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def differ(left, right):
    if left[0] != right[0]:
        return True
    if left[0] == 'raised' and left[1] != right[1]:
        return True
    if left[0] == 'returned' and not equal(left[1], right[1]):
        return True
    return left[0] != 'too long' and not equal(left[2], right[2])


def show(outcome):
    return f'{outcome[0]} {outcome[1]!r}, arguments {outcome[2]!r}'[:300]


class Calls(list):
    """Arguments of calls one after the other, of which the last one counts."""

    def __repr__(self):
        return 'after(%s)' % ', '.join(map(repr, self))


def after(*calls):
    return Calls(calls)


def run(subject, arguments, seconds):
    """The outcome of the last call."""
    for one in arguments if isinstance(arguments, Calls) else [arguments]:
        outcome = subject.call(one, seconds)
    return outcome


def search(task):
    original = Subject(task['original'], task['function'])
    given = task.get('witnesses')
    if given is None:
        module = {}
        exec(compile(task['inputs'], 'inputs', 'exec'), module)
        chance = random.Random(20240229)
        trials = []
        seen = set()
        until = time.process_time() + 10
        for _ in range(task['tries']):
            if time.process_time() > until:
                break
            arguments = module['inputs'](chance)
            text = repr(arguments)
            if text in seen:
                continue
            seen.add(text)
            outcome = original.call(arguments, 5)
            if outcome[0] == 'too long':
                continue
            trials.append((text, arguments, outcome))
    for index, source in enumerate(task['candidates']):
        if given is not None:
            arguments = eval(given[index])
            trials = [(given[index], arguments, run(original, arguments, 5))]
        yield judge(source, task, trials)


def judge(source, task, trials):
    result = {'witness': None, 'original': None, 'candidate': None, 'tried': 0, 'differs': 0}
    try:
        candidate = Subject(source, task['function'])
    except BaseException as error:
        return {**result, 'unusable': repr(error)}
    deadline = time.process_time() + task['seconds']
    stopped = 0
    earlier = []
    for text, arguments, outcome in trials:
        found = result['differs'] > 0
        if time.process_time() > deadline or stopped > 0 or (found and result['tried'] >= 120):
            break
        other = run(candidate, arguments, 1.5)
        stopped += other[0] == 'too long'
        result['tried'] += 1
        if not differ(outcome, other):
            earlier.append(arguments)
            continue
        result['differs'] += 1
        if not differ(outcome, run(Subject(source, task['function']), arguments, 1.5)):
            # Something was kept of a call before: one of them is enough, or this is no witness.
            pairs = (Calls([one, arguments]) for one in reversed(earlier[-200:] + [arguments]))
            fresh = ((pair, run(Subject(source, task['function']), pair, 1.5)) for pair in pairs)
            found = next((each for each in fresh if differ(outcome, each[1])), None)
            if found is None:
                result['differs'] -= 1
                continue
            text, other = repr(found[0]), found[1]
        if result['witness'] is None or len(text) < len(result['witness']):
            result.update(witness=text, original=show(outcome), candidate=show(other))
    return result


if __name__ == '__main__':
    signal.signal(signal.SIGPROF, stop)
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    for line in search(json.load(sys.stdin)):
        print(json.dumps(line), flush=True)
