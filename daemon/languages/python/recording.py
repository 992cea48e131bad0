"""Records the calls of one function, in whatever process imports its file.

Its text follows that of encoding.py, and both stand in one module, `afterburner_recorded`. The file
of the function has a decorator in it that leads here: so it does not matter as what, by whom and
how often that file is imported. What is recorded goes to a file of each process at once, since many
processes end without notice; counts are in memory that outlives the process.

It must never show: what goes wrong here is swallowed, and the call goes on as it would have.
"""

import marshal
import mmap
import os
import sys
import time

_clock = time.perf_counter_ns
# Of the thread: what others do meanwhile is none of it.
_own_clock = getattr(time, 'thread_time_ns', time.process_time_ns)
_FOLDER = os.path.dirname(os.path.abspath(__file__))
SPOOL = os.path.join(_FOLDER, 'calls')
with open(os.path.join(_FOLDER, 'plan'), 'rb') as _file:
    PLAN = marshal.loads(_file.read())

# Calls that are all looked at; of later ones those that differ, and a sample.
ALL_OF = 1000
# From here on ever fewer are looked at.
THINNED_FROM = 10_000
KINDS = 4000
SAMPLE = 200
INNER = 50
# Of a process; and of all of them, beyond which no further process records.
PROCESS_BYTES = 12 << 20
SPOOL_BYTES = 32 << 20
SPOOL_FILES = 512
# Time spent here may be so much of the time that goes by, beyond a beginning that is free.
SHARE = 0.25
FREE_NS = 300_000_000
# And so much of that again to keep what instances are made of.
MAKING = 0.25

# Places in the counts of a process; from NAMED on, one for each type that could not be read.
CALLS, INSIDE, TAKEN, LARGE, OPAQUE, NAMED = 0, 1, 2, 3, 4, 8
SLOTS = 64


# ── Where it goes ────────────────────────────────────────────────────────────────────────────


class _Log:
    """The records of this process; another one begins after a fork."""

    def __init__(self):
        self.begin()

    def begin(self):
        self.room = PROCESS_BYTES
        self.unchecked = 0
        self.names = {}
        self.path = None
        self.counts = [0] * SLOTS
        os.makedirs(SPOOL, exist_ok=True)
        if len(os.listdir(SPOOL)) > SPOOL_FILES:
            self.room = 0
            return
        path = os.path.join(SPOOL, '%d-%d' % (_clock(), os.getpid()))
        counts = os.open(path + '.counts', os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            os.ftruncate(counts, 8 * SLOTS)
            # From 3.13 on no descriptor has to stay open for it.
            how = {'trackfd': False} if sys.version_info >= (3, 13) else {}
            self.counts = memoryview(mmap.mmap(counts, 8 * SLOTS, **how)).cast('Q')
        finally:
            os.close(counts)
        self.path = path + '.calls'

    def begin_in_child(self):
        """What it counts is no longer the parent's."""
        try:
            self.begin()
        except Exception:
            self.room = 0
            self.counts = [0] * SLOTS

    def write(self, line):
        data = (line + '\n').encode('utf-8', 'surrogatepass')
        if len(data) > self.room or self.path is None:
            return False
        self.room -= len(data)
        self.unchecked += len(data)
        if self.unchecked > 1 << 20:
            self.unchecked = 0
            taken = sum(entry.stat().st_size for entry in os.scandir(SPOOL))
            if taken > SPOOL_BYTES:
                self.room = 0
        # Programs close descriptors that they do not know, and use the numbers for others.
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC
        descriptor = os.open(self.path, flags, 0o600)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)
        return True

    def refuse(self, name):
        """A type that stands in the way of being written down. It never raises."""
        try:
            self.count_refused(name)
        except Exception:
            self.room = 0

    def count_refused(self, name):
        place = self.names.get(name)
        if place is None:
            place = min(NAMED + len(self.names), SLOTS - 1)
            self.names[name] = place
            self.write('u\t%d\t%s' % (place, _quote(name[:200])))
        self.counts[place] += 1



class _Recorder:
    """Decides which calls are written down, whole processes long."""

    def __init__(self):
        self.log = _Log()
        self.calls = 0
        self.inner = 0
        self.kinds = {}
        self.seen = set()
        self.spent = 0
        # On what instances are made of, which must not use up what calls may take.
        self.spent_making = 0
        self.began = _clock()
        self.state = 0x9E3779B97F4A7C15
        self.raised = 0

    def chance(self):
        """Random, and none of the program's own random numbers."""
        state = self.state
        state ^= (state << 13) & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 7
        state ^= (state << 17) & 0xFFFFFFFFFFFFFFFF
        self.state = state
        return state / 2**64

    def affordable(self):
        return self.spent < FREE_NS + SHARE * (_clock() - self.began)

    def affords_making(self):
        return self.spent_making < MAKING * (FREE_NS + SHARE * (_clock() - self.began))

    def wanted(self, depth, args, kwargs):
        """Why this call is written down; None where it is not."""
        if depth == 1:
            self.make_room()
        if self.log.room <= 0:
            return None
        if depth:
            self.inner += 1
            return 'inner' if self.inner <= INNER and self.affordable() else None
        self.calls = count = self.calls + 1
        if count <= ALL_OF:
            return 'first' if self.affordable() else None
        if count > THINNED_FROM and count % (1 + count // THINNED_FROM):
            return None
        if not self.affordable():
            return None
        kind = _kind_of(args, kwargs)
        if kind not in self.kinds and len(self.kinds) < KINDS:
            return 'other'
        return 'sample' if self.chance() < SAMPLE / count else None

    def make_room(self):
        """Every call has a frame of this program below it: recursion must get as deep as without."""
        limit = sys.getrecursionlimit()
        if limit != self.raised:
            self.raised = 2 * limit
            sys.setrecursionlimit(self.raised)


def _kind_of(args, kwargs):
    """What tells calls apart at a glance."""
    values = args if not kwargs else (*args, *kwargs.values())
    return tuple([_glance(value) for value in values[:8]])


def _glance(value):
    kind = type(value)
    if kind is int:
        return kind, value > 0, value.bit_length() >> 1
    if kind is float:
        return kind, value > 0
    if kind is bool or value is None:
        return value
    if kind is str or kind is bytes or kind is set or kind is frozenset or kind is dict:
        return kind, len(value).bit_length()
    if kind is list or kind is tuple:
        return kind, len(value).bit_length(), type(value[0]) if value else None
    return kind


_recorder = None


def _started():
    global _recorder
    if _recorder is None:
        _recorder = _Recorder()
        os.register_at_fork(after_in_child=_recorder.log.begin_in_child)
    return _recorder


# ── One call ─────────────────────────────────────────────────────────────────────────────────


class _Note:
    """A call under way: its inputs are written already, its outcome is still to come."""

    __slots__ = ('text', 'why', 'kind', 'given', 'began', 'own', 'spent')

    def __init__(self, text, why, kind, given):
        self.text = text
        self.why = why
        self.kind = kind
        self.given = given
        self.spent = 0
        self.begin()

    def begin(self):
        self.own = _own_clock()
        self.began = _clock()


def _noted(watch, depth, args, kwargs):
    """A note of a call that is about to begin, or None."""
    if _here.busy:
        return None
    recorder = _recorder
    recorder.log.counts[INSIDE if depth else CALLS] += 1
    why = recorder.wanted(depth, args, kwargs)
    if why is None:
        return None
    started = _clock()
    _here.busy = True
    try:
        return _note_of(watch, why, args, kwargs)
    except _Large:
        recorder.log.counts[LARGE] += 1
    except _Unreadable as found:
        recorder.log.refuse(str(found))
    except Exception as error:
        recorder.log.refuse('(%s)' % type(error).__name__)
    finally:
        _here.busy = False
        recorder.spent += _clock() - started
    return None


def _note_of(watch, why, args, kwargs):
    """None for inputs that were written down before."""
    instance, rest = watch.split(args)
    room = _weigh([*rest, *kwargs.values()], PLAN['longest'], _ENDLESS)
    made = watch.instance_text(instance, room)
    text = '{%s,"args":[%s],"kwargs":{%s}}' % (made, _texts(rest), _named_texts(kwargs))
    if len(text) > PLAN['longest']:
        raise _Large()
    mark = hash(text)
    seen = _recorder.seen
    if mark in seen:
        return None
    if len(seen) < 100_000:
        seen.add(mark)
    return _Note(text, why, _kind_of(args, kwargs), (instance, rest, kwargs))


def _finished(note, result, raised=False, is_known=True):
    """Writes the call down, with its outcome where that can be."""
    ended = _clock()
    own = _own_clock() - note.own
    recorder = _recorder
    _here.busy = True
    try:
        ns = note.spent or ended - note.began
        own = min(own, ns)
        if note.why != 'inner' and len(recorder.kinds) < KINDS:
            recorder.kinds[note.kind] = ns
        outcome = _outcome_of(note, result, raised) if is_known else ''
        made = (note.text, outcome, ns, own, note.why, _quote(_test_name()))
        line = 'c\t%s\t%s\t%d\t%d\t%s\t%s' % made
        if recorder.log.write(line):
            recorder.log.counts[TAKEN] += 1
    except Exception:
        pass
    finally:
        _here.busy = False
        recorder.spent += _clock() - ended


def _outcome_of(note, result, raised):
    """As a harness would tell it; empty where that cannot be, or would be too long."""
    instance, args, kwargs = note.given
    values = [*args, *kwargs.values(), instance]
    try:
        shown = list(result.items) if type(result) is _Drained else [result]
        _weigh(values if raised else values + shown, PLAN['longest'])
    except (_Large, _Unreadable):
        return ''
    _here.telling = True
    try:
        text = _outcome_text('', result, raised, args, kwargs, instance)
    finally:
        _here.telling = False
    return text if len(text) <= 2 * PLAN['longest'] else ''


def _test_name():
    """The test that is under way, as far as it can be known."""
    named = os.environ.get('PYTEST_CURRENT_TEST')
    if named:
        return named.rpartition(' (')[0] or named
    found = ''
    frame = sys._getframe(2)
    for _ in range(100):
        if frame is None:
            break
        if frame.f_code.co_name.startswith('test'):
            found = frame.f_code.co_name
        frame = frame.f_back
    return found


def _passed(ns, args, kwargs):
    """A call that was not written down and turns out slow makes the next one of its kind be."""
    if ns < 1_000_000:
        return
    kinds = _recorder.kinds
    kind = _kind_of(args, kwargs)
    if ns > 2 * kinds.get(kind, ns):
        kinds.pop(kind, None)

