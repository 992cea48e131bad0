"""Looks for inputs on which two Python functions differ, in plain CPython on this machine.

Reads {"original", "function", "inputs", "candidates", "tries", "seconds", "witnesses"} from standard
input: texts of modules, the name of the function in them, the text that defines inputs(random), how
many inputs to try at most, and for how long with each candidate. Writes for each candidate the first
input on which it differs, as Python text, with what both did there, how many inputs were tried and
on how many of the first ones it differs. Where "witnesses" are given, these inputs alone are tried.
Where it differs only after another call in the same process, the witness is `after(FIRST, SECOND)`.

Instances are written as what makes them: `New('Node', 1, left=New('Node', 2))`, with attributes that
are set and methods that are called afterwards; each version makes its own. Where the first argument
of a method is `Self(…)`, that is its instance. They are equal where type and state are.

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


def equal(left, right, met=None):
    met = set() if met is None else met
    if type(left).__name__ != type(right).__name__:
        return False
    if isinstance(left, float):
        if math.isnan(left) or math.isnan(right):
            return math.isnan(left) and math.isnan(right)
        return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(left, (list, tuple)):
        if len(left) != len(right):
            return False
        if not all(equal(*pair, met) for pair in zip(left, right)):
            return False
        return state(left) is None or same_state(left, right, met)
    if isinstance(left, dict):
        if left.keys() != right.keys():
            return False
        return all(equal(left[key], right[key], met) for key in left)
    if state(left) is not None:
        return same_state(left, right, met)
    return left == right


def state(value):
    """What an object of a class of the subject is made of; None for values of Python's own."""
    if type(value).__module__ != 'subject':
        return None
    own = dict(getattr(value, '__dict__', {}))
    for kind in type(value).__mro__:
        slots = kind.__dict__.get('__slots__', ())
        for name in [slots] if isinstance(slots, str) else slots:
            if hasattr(value, name):
                own[name] = getattr(value, name)
    content = [base(value) for base in (list, tuple, dict, int, str) if isinstance(value, base)]
    return content, getattr(value, 'name', None) if hasattr(type(value), '__members__') else own


def same_state(left, right, met):
    pair = (id(left), id(right))
    if pair in met:
        return True
    met.add(pair)
    return equal(state(left), state(right), met)


class New:
    """What calling a type of the subject gives, or one of a module, as `decimal.Decimal`."""

    def __init__(self, type, *args, set=None, calls=(), **kwargs):
        self.parts = type, args, kwargs, set or {}, list(calls)

    def __repr__(self):
        kind, args, kwargs, attributes, calls = self.parts
        row = [repr(kind), *map(repr, args)]
        row += ['%s=%r' % pair for pair in kwargs.items()]
        row += ['set=%r' % attributes] * bool(attributes) + ['calls=%r' % calls] * bool(calls)
        return 'New(%s)' % ', '.join(row)


class Self(New):
    def __repr__(self):
        return 'Self' + super().__repr__()[3:]


def chain(kind, values):
    result = None
    for value in reversed(values):
        result = New(kind, value, result)
    return result


def tree(random, kind, count, draw):
    """A binary tree of so many nodes in any shape."""
    if count == 0:
        return None
    left = random.choice([0, count - 1, random.randint(0, count - 1)])
    rest = count - 1 - left
    return New(kind, draw(), tree(random, kind, left, draw), tree(random, kind, rest, draw))


def made(value, module):
    if isinstance(value, New):
        kind, args, kwargs, attributes, calls = value.parts
        if '.' in kind:
            maker = getattr(__import__(kind.rpartition('.')[0]), kind.rpartition('.')[2])
        else:
            maker = module[kind]
        result = maker(
            *[made(each, module) for each in args],
            **{name: made(each, module) for name, each in kwargs.items()},
        )
        for name, each in attributes.items():
            setattr(result, name, made(each, module))
        for name, *given in calls:
            try:
                getattr(result, name)(*[made(each, module) for each in given])
            except Exception:
                pass
        return result
    if type(value) in (list, tuple, set):
        return type(value)(made(each, module) for each in value)
    if type(value) is dict:
        return {key: made(each, module) for key, each in value.items()}
    # Unlike deepcopy it makes new integers too, as arguments from elsewhere are.
    return pickle.loads(pickle.dumps(value))


class Items(list):
    """What an iterator yields: not a list, but all iterators are alike."""


class Subject:
    def __init__(self, source, name):
        self.module = {'__name__': 'subject'}
        # Dataclasses look themselves up.
        sys.modules['subject'] = type(sys)('subject')
        exec(compile(source, 'subject', 'exec'), self.module)
        self.name = name

    def call(self, arguments, seconds):
        """What happened, as (kind, value or exception's type, arguments afterwards)."""
        given = made(list(arguments), self.module)
        holder, _, name = self.name.rpartition('.')
        if arguments and isinstance(arguments[0], Self):
            own = given[0]
        else:
            own = self.module[holder]() if holder else None
            given.insert(0, own)
        function = getattr(own, name) if holder else self.module[name]
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            value = function(*given[1:])
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
        module = {'New': New, 'Self': Self, 'chain': chain, 'tree': tree}
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
