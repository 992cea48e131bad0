"""Counts or samples the lines of one function, which slows it down: nothing is measured here.

Started as `python3 afterburner_lines.py FILE MODULE KIND` with the harness beside it, from which it
has the channel, the encoding and the way to the function.

Counting takes a trace function: it sees every line that begins, and slows the function down many
times. Sampling takes the process's alarm and the handler of faulthandler, which is written in C:
it writes down the stack as it is at that very instruction, in the middle of a sort if need be. A
handler in Python would run after that, at the next call or jump back, and blame the line there.

From Python 3.11 on that handler does not outlive every instruction: where code in C has just called
or left a function in Python, the stack is not whole. So what is sampled runs in a child, which may
die of it. What it wrote until then counts, and another child goes on.
"""

import faulthandler
import os
import signal
import sys
import threading
from dis import findlinestarts
from itertools import count

import afterburner_harness as harness

# A region holds as many passes as fit in it; a longer pass stands alone.
REGION_NS = 50_000_000
ENTRIES_LIMIT = 20_000
COPIES_LIMIT = 8 * 1024 * 1024
PLAIN_REGIONS = 8

# The handler's cost grows with the depth of the stack, which the first samples show.
FIRST_INTERVAL_S = 0.005
INTERVAL_S = 0.001
CALIBRATIONS = 20
FRAMES_LIMIT = 100
WHOLE = 'Whole: '
REFUSED = 'refused'
# Of the time, for writing samples.
HANDLER_SHARE = 0.05

# What the hook itself takes of the depth that recursion may have.
TRACE_DEPTH = 16

_clock = harness._clock
_quote = harness._quote


class _Refused(Exception):
    """The function uses for itself what the hook needs, and the figures are wrong."""


class _Place:
    """The function's lines. Its decorators are not its work: its `def` stands for its head."""

    def __init__(self, path, lines):
        self.path = path
        self.first, self.head, self.last = lines

    def line(self, number):
        """The line that a number stands for; None for one that is not the function's."""
        if not self.first <= number <= self.last:
            return None
        return max(number, self.head)


# ── Counting ─────────────────────────────────────────────────────────────────────────────────


class _Counter:
    def __init__(self, place, name, code):
        self.place = place
        # To advance a counter is one step that no other thread can come between.
        self.ticks = [count() for _ in range(place.last + 1)]
        self.trace = self.tracer(name if _has_body_below(code, place, name) else None)
        self.is_meddled = False
        self.settrace = sys.settrace
        sys.settrace = self.guard

    def tracer(self, name):
        """`name` is the function's own, whose calls are counted where its head stands."""
        place = self.place
        path, first, head, last = place.path, place.first, place.head, place.last
        advance = [self.ticks[max(line, head)].__next__ for line in range(last + 1)]

        def inside(frame, event, _):
            if event == 'line':
                advance[frame.f_lineno]()

        def entering(frame, _, __):
            code = frame.f_code
            starts = code.co_firstlineno
            if code.co_filename != path or not first <= starts <= last:
                return None
            # A generator is entered anew wherever it goes on.
            if starts <= head and frame.f_lineno == starts and code.co_name == name:
                advance[head]()
            return inside

        return entering

    def guard(self, function):
        # A new thread sets it by the same way.
        self.is_meddled = self.is_meddled or function is not self.trace
        self.settrace(function)

    def start(self):
        sys.setrecursionlimit(sys.getrecursionlimit() + TRACE_DEPTH)
        threading.settrace(self.trace)
        self.settrace(self.trace)

    def stop(self):
        found = sys.gettrace()
        self.settrace(None)
        threading.settrace(None)
        sys.setrecursionlimit(sys.getrecursionlimit() - TRACE_DEPTH)
        self.is_meddled = self.is_meddled or found is not self.trace

    def counts(self):
        if self.is_meddled:
            raise _Refused('tracing')
        counts = enumerate(map(next, self.ticks))
        return {line: counted for line, counted in counts if counted > 0}


def _has_body_below(code, place, name):
    """Whether a call can be told from a statement: they differ in their lines, mostly."""
    for constant in code.co_consts:
        if not isinstance(constant, type(code)):
            continue
        if constant.co_name == name and place.first <= constant.co_firstlineno <= place.head:
            return any(line and line > place.head for _, line in findlinestarts(constant))
        if _has_body_below(constant, place, name):
            return True
    return False


def _count(runner, place, name):
    """Exact counts of one pass; how much slower it was is seen in regions of many."""
    counter = _Counter(place, name, runner.subject.code)
    course = _Course(runner)
    repeat = course.region(1, None)
    course.region(1, counter)
    counts = counter.counts()
    if repeat > 1:
        course.region(repeat, None)
        course.region(repeat, counter)
    counter.counts()
    return counts, course.regions


# ── Sampling ─────────────────────────────────────────────────────────────────────────────────


class _Sampler:
    def __init__(self, place, code):
        self.place = place
        self.prefix = '  File "%s", line ' % _printed(place.path)
        name = '.afterburner_samples'
        self.file = open(name, 'w+b', buffering=0)
        os.unlink(name)
        self.counts = {}
        self.found = 0
        self.lives = []
        self.handler = signal.getsignal(signal.SIGALRM)
        self.byte_s = self.calibrated()
        # A handler that takes longer than the interval would leave the function no time at all.
        deepest = FRAMES_LIMIT * (60 + len(place.path) + _longest_name(code)) * self.byte_s
        self.interval = max(FIRST_INTERVAL_S, 3 * deepest)
        self.asked = 0.0

    def calibrated(self):
        """Seconds that a byte of a sample takes to write, where nothing else is in the way."""
        self.register()
        best = float('inf')
        for _ in range(CALIBRATIONS):
            started = _clock()
            signal.raise_signal(signal.SIGALRM)
            best = min(best, _clock() - started)
        faulthandler.unregister(signal.SIGALRM)
        return best / 1e9 * CALIBRATIONS / len(self.taken())

    def register(self):
        faulthandler.register(signal.SIGALRM, self.file, all_threads=False, chain=False)

    def delay(self, region_s):
        """When to begin, so that every moment of a region is as likely to be seen as any other.

        Those who live long see its end; if all began with it, nobody who dies early would.
        """
        if not self.lives:
            return 0.0
        life = sum(self.lives) / len(self.lives)
        return max(0.0, _chance() * (region_s + life) - life)

    def prepare(self):
        # Intervals of different lengths do not fall into step with the function's own rhythm.
        self.asked = self.interval * (0.7 + 0.6 * _chance())

    def start(self, delay):
        self.register()
        signal.setitimer(signal.ITIMER_REAL, delay + self.asked * _chance() + 1e-6, self.asked)

    def stop(self):
        """Whether timer and handler are still those that were set."""
        _, interval = signal.setitimer(signal.ITIMER_REAL, 0)
        if abs(interval - self.asked) > 2e-6 or signal.getsignal(signal.SIGALRM) is not self.handler:
            return False
        before = os.fstat(self.file.fileno()).st_size
        # Where the handler was taken away without trace, this ends the process by that signal.
        signal.raise_signal(signal.SIGALRM)
        faulthandler.unregister(signal.SIGALRM)
        os.ftruncate(self.file.fileno(), before)
        self.file.seek(before)
        return True

    def taken(self):
        self.file.seek(0)
        data = self.file.read()
        self.file.seek(0)
        self.file.truncate()
        return data.decode('ascii', 'replace')

    def add(self, text, spent):
        """Takes the samples of a region, and gives the time that they are of.

        The innermost frame in the function's lines has the sample: callees are its time.
        """
        stacks = text.split('Stack (most recent call first):\n')[1:]
        for stack in stacks:
            for frame in stack.split('\n'):
                if not frame.startswith(self.prefix):
                    continue
                number = frame[len(self.prefix) :].split(' ', 1)[0]
                line = self.place.line(int(number)) if number.isdigit() else None
                if line is not None:
                    self.counts[line] = self.counts.get(line, 0) + 1
                    self.found += 1
                    break
        life = len(stacks) * self.asked
        if spent is None:
            self.lives.append(life)
        if stacks:
            each = len(text) / len(stacks) * self.byte_s
            self.interval = max(INTERVAL_S, each / HANDLER_SHARE)
        return life * 1e9 if spent is None else spent


def _chance():
    """Without the generator of random, whose state may be the function's."""
    return int.from_bytes(os.urandom(4), 'little') / (1 << 32)


def _printed(path):
    """As faulthandler writes it."""
    return path.encode('ascii', 'backslashreplace').decode()


def _longest_name(code):
    inner = [each for each in code.co_consts if isinstance(each, type(code))]
    return max([len(_printed(code.co_name)), *map(_longest_name, inner)])


def _make_terse():
    """The handler writes down names letter by letter, each in a system call: ours are cut short.

    What runs already, as main does, keeps the code that it began with.
    """
    ours = [_sample, _Course.sampled, _Course.run_sampled, _Course.run]
    for function in [*ours, harness._Runner.once]:
        function.__code__ = function.__code__.replace(co_filename='-', co_name='-')


def _sample(runner, place, budget_ns, enough):
    sampler = _Sampler(place, runner.subject.code)
    course = _Course(runner)
    started = _clock()
    repeat = course.region(1, None)
    while True:
        plain = [region for region in course.regions if region[0] == 'plain']
        if len(plain) < PLAIN_REGIONS and course.plain_ns < budget_ns / 2:
            course.region(repeat, None)
        course.sampled(repeat, sampler)
        if sampler.found >= enough or course.hooked_ns >= budget_ns:
            break
        # Making copies of what a short function needs can take longer than the function.
        if _clock() - started > 4 * budget_ns:
            break
    return sampler.counts, course.regions


# ── Passes ───────────────────────────────────────────────────────────────────────────────────


class _Course:
    """Regions of passes with and without a hook, which the probe stamps."""

    def __init__(self, runner):
        self.runner = runner
        self.regions = []
        self.plain_ns = 0
        self.hooked_ns = 0
        self.pass_ns = 0

    def region(self, repeat, hook):
        """Runs it here, and gives how many passes the next one may hold."""
        began = _clock()
        entries = self.copies(repeat)
        copied = _clock() - began
        _mark(harness._BEGIN)
        start = _clock()
        if hook is not None:
            hook.start()
        results = self.run(entries)
        spent = _clock() - start
        _mark(harness._END)
        if hook is None:
            self.plain_ns += spent
            self.pass_ns = spent / repeat
        else:
            hook.stop()
        self.regions.append(('plain' if hook is None else 'hooked', repeat, self.digest(entries, results)))
        return self.fitting(spent / repeat, copied / repeat)

    def sampled(self, repeat, sampler):
        """Runs it in a child. One that dies leaves its samples, and no time of the region."""
        if threading.active_count() > 1:
            raise _Refused('threads')
        delay = sampler.delay(self.pass_ns * repeat / 1e9)
        sampler.prepare()
        child = os.fork()
        if child == 0:
            self.run_sampled(repeat, sampler, delay)
        _, status = os.waitpid(child, 0)
        text, _, end = sampler.taken().partition(WHOLE)
        spent, _, digest = end.partition(' ')
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM or end == REFUSED:
            raise _Refused('alarm')
        if end == '':
            _mark(harness._END)
        is_whole = end != '' and delay == 0
        self.hooked_ns += sampler.add(text, int(spent) if is_whole else None)
        self.regions.append(('hooked' if is_whole else 'broken', repeat, digest))

    def run_sampled(self, repeat, sampler, delay):
        try:
            # Made here, they are no pages of the parent, which would be copied when written to.
            entries = self.copies(repeat)
            _mark(harness._BEGIN)
            began = _clock()
            sampler.start(delay)
            results = self.run(entries)
            spent = _clock() - began
            _mark(harness._END)
            end = '%d %s' % (spent, self.digest(entries, results)) if sampler.stop() else REFUSED
            sampler.file.write((WHOLE + end).encode())
        finally:
            os._exit(0)

    def copies(self, repeat):
        runner = self.runner
        entries = []
        for _ in range(repeat):
            module = runner.fresh()
            entries.extend([runner.ready(module, packed) for _, packed in runner.calls])
        harness._collect()
        harness._freeze()
        return entries

    def run(self, entries):
        once = self.runner.once
        results = [None] * len(entries)
        index = 0
        for function, args, kwargs, _ in entries:
            results[index] = once(function, args, kwargs)
            index += 1
        return results

    def digest(self, entries, results):
        """Of the last pass's outcomes."""
        calls = self.runner.calls
        texts = []
        for index, (call_id, _) in enumerate(calls, len(entries) - len(calls)):
            _, args, kwargs, instance = entries[index]
            texts.append(harness._outcome_text(call_id, *results[index], args, kwargs, instance))
        return harness._digest(texts)

    def fitting(self, pass_ns, copy_ns):
        packed = sum(len(packed) for _, packed in self.runner.calls)
        fitting = min(
            REGION_NS / max(pass_ns, 50),
            4 * REGION_NS / max(copy_ns, 1),
            COPIES_LIMIT / max(packed, 1),
            ENTRIES_LIMIT / len(self.runner.calls),
        )
        return max(1, int(fitting))


def _mark(message):
    harness._write(harness.CHANNEL, message)
    harness._receive(1)


def _watched(runner, plan):
    """The answer to a plan of one of the two modes."""
    place = _Place(runner.subject.path, plan['lines'])
    name = plan['function'].split('.')[-1]
    try:
        if plan['mode'] == 'count-lines':
            counts, regions = _count(runner, place, name)
        else:
            _make_terse()
            counts, regions = _sample(runner, place, plan['budgetNs'], plan['enough'])
    except _Refused as refused:
        return '{"kind":"refused","why":"%s"}' % refused
    return '{"kind":"lines","toolchain":%s,"lines":[%s],"regions":[%s]}' % (
        _quote(harness._toolchain()),
        ','.join(['{"line":%d,"count":%d}' % pair for pair in sorted(counts.items())]),
        ','.join(
            [
                '{"kind":"%s","repeat":%d,"digest":"%s"}' % region
                for region in regions
            ]
        ),
    )


def main():
    path, name, kind = sys.argv[1:4]
    sys.argv[:] = [path]

    def load():
        subject = harness._Subject(path, name)
        return subject, None if kind == 'program' else subject.fresh()

    try:
        (subject, module), plan = harness._loaded_and_plan(load)
        runner = harness._runner(subject, plan, kind)
        harness._reach(runner, module)
    except harness._Unusable as unusable:
        harness._report(unusable.text)
        return
    harness._report(_watched(runner, plan))


# Not through another function: the handler writes down each frame below it in every sample.
try:
    main()
    sys.stdout.flush()
finally:
    sys.stderr.flush()
os._exit(0)
