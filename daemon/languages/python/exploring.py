"""Runs one function on many inputs in one process, to learn what it does and, roughly, what it costs.

Started as `python3 afterburner_exploring.py FILE MODULE KIND TIMED` with the harness beside it, from
which it has the channel, the encoding and the way to the function. Every input has its own copy of
the arguments, and its result leaves before the next begins: a version that ends the process takes
nothing with it but the input that was under way.
"""

import io
import os
import signal
import sys
from itertools import islice
from time import process_time_ns

import afterburner_harness as harness
import afterburner_steady as steady

# An iterator that yields more is compared by as many of its items.
ITEMS_LIMIT = 10_000
# A function that goes on after so many requests to stop has its process ended.
REQUESTS = 3
# Times its processor time that an input may take where it waits.
WAITING = 2
# Of all the time, for learning which branches an input takes.
TRACED_SHARE = 0.3
FIRST_TRACED = 16

_clock = harness._clock
_quote = harness._quote


class _OwnTime:
    """Nanoseconds that belong to this process: those in which others had its core are left out.

    Waiting for a file or a timer is its own, and counts. Where the kernel keeps no account of who
    had the core, time on it alone counts, but for a function that plainly waits.
    """

    is_own = True
    # Of the time, how much must be spent off the core to be called waiting.
    IDLE = 0.9

    def __init__(self):
        self.held_up = None
        try:
            self.file = os.open('/proc/self/schedstat', os.O_RDONLY)
            on_core, held_up, _ = self.read()
            # A kernel that keeps no account there says 0 0 0.
            if on_core > 0:
                self.held_up = held_up
        except (OSError, ValueError):
            pass

    def read(self):
        return [int(each) for each in os.pread(self.file, 96, 0).split()]

    def begin(self):
        if self.held_up is not None:
            self.held_up = self.read()[1]
        self.on_core = process_time_ns()
        self.start = _clock()

    def take(self):
        """Since the beginning; asked again, up to then."""
        wall = _clock() - self.start
        on_core = process_time_ns() - self.on_core
        if self.held_up is not None:
            others = self.read()[1] - self.held_up
            return max(min(wall, on_core), wall - others)
        return wall if on_core < (1 - self.IDLE) * wall else min(wall, on_core)


class _WallTime:
    is_own = False

    def begin(self):
        self.start = _clock()

    def take(self):
        return _clock() - self.start


class _Stopped(BaseException):
    """Raised into a function that takes too long. No `except Exception` catches it."""


class _Watch:
    """Stops what computes for too long.

    One timer goes on all the time: an input that is under way at two ticks is stopped, so that an
    input costs no system call of this. Where code in C holds the interpreter or the function
    swallows the request, a second timer, whose signal is left to its default, ends the process.
    A third one is for what waits in earnest, where inputs are timed.
    """

    def __init__(self, seconds, time):
        self.seconds = seconds
        self.time = time
        self.inside = False
        self.input = 0
        self.seen = -1
        self.requests = 0
        self.last_seconds = 5 * seconds + 0.5
        signal.signal(signal.SIGPROF, self.tick)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        if time.is_own:
            signal.signal(signal.SIGALRM, self.late)
        signal.setitimer(signal.ITIMER_PROF, seconds, seconds)

    def begin(self):
        self.input += 1
        self.requests = 0
        signal.setitimer(signal.ITIMER_VIRTUAL, self.last_seconds)
        if self.time.is_own:
            signal.setitimer(signal.ITIMER_REAL, self.seconds, self.seconds)
        self.inside = True

    def tick(self, *_):
        if not self.inside:
            return
        if self.seen != self.input:
            self.seen = self.input
            return
        self.requests += 1
        if self.requests > REQUESTS:
            os._exit(71)
        raise _Stopped

    def late(self, *_):
        if self.inside and self.time.take() > WAITING * self.seconds * 1e9:
            raise _Stopped

    def close(self):
        for timer in (signal.ITIMER_PROF, signal.ITIMER_VIRTUAL, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)


class _Printed:
    """Standard output of the function, text by text."""

    def __init__(self):
        self.open()

    def open(self):
        self.bytes = io.BytesIO()
        self.text = io.TextIOWrapper(
            self.bytes, encoding='utf-8', errors='surrogatepass', write_through=True
        )
        sys.stdout = self.text

    def take(self):
        """What was written since the last time."""
        try:
            if self.bytes.tell() == 0 and sys.stdout is self.text:
                return ''
            written = self.bytes.getvalue()
        except ValueError:
            written = b'closed'
        self.open()
        return written.decode('utf-8', 'replace')


class _Modules:
    """Copies of the module, each for so many calls; one for all of them where that is 0."""

    def __init__(self, runner, plan):
        self.runner = runner
        self.calls = plan['perModule']
        self.seed = plan['randomSeed']
        self.left = 0
        self.module = None

    def take(self):
        if self.left == 0:
            # What a module notes at its top level hangs on no call.
            steady.begin(b'', self.seed)
            self.module = self.runner.fresh()
            self.left = self.calls or -1
        self.left -= 1
        return self.module

    def drop(self):
        """The next call has a new one: this one may be left half changed."""
        self.left = 0


class _Explorer:
    def __init__(self, subject, plan, kind):
        self.subject = subject
        self.plan = plan
        self.runner = harness._runner(subject, plan, kind)
        self.loop = self.runner.loop
        self.path = subject.path
        # What is traced must not change what later inputs find.
        self.modules = _Modules(self.runner, plan)
        self.traced_modules = _Modules(self.runner, plan)
        self.longest = plan['longest']
        self.seed = plan['randomSeed']
        self.raise_opcode = None
        self.printed = _Printed()
        self.watch = None
        self.time = _OwnTime() if plan['timed'] else _WallTime()

    def reseed(self, packed):
        """The same chance and time for the same arguments, whatever was run before."""
        steady.begin(packed, self.seed)

    def result(self, function, args, kwargs):
        result = function(*args, **kwargs)
        if self.loop is not None:
            if hasattr(result, '__aiter__'):
                return self.loop.run_until_complete(harness._drain_async(result, ITEMS_LIMIT))
            return self.loop.run_until_complete(result)
        if hasattr(result, '__next__'):
            return harness._Drained(list(islice(result, ITEMS_LIMIT)))
        return result

    def explore(self, packed):
        """A line about one input: nanoseconds, kind, exception, printed, outcome."""
        watch = self.watch
        flags = ''
        exception = None
        try:
            module = self.modules.take()
            function, args, kwargs, instance = self.runner.ready(module, packed)
            self.reseed(packed)
            self.time.begin()
            watch.begin()
            try:
                result, raised = self.result(function, args, kwargs), False
            except _Stopped:
                raise
            except harness._Unbuilt as unbuilt:
                watch.inside = False
                self.printed.take()
                return 'u\t0\t\t\t%s' % _quote(str(unbuilt)), 0
            except BaseException as error:
                if self.is_deliberate(error.__traceback__):
                    flags = 'd'
                result, raised = harness._without_traceback(error), True
                exception = harness._type_name(type(error))
            spent = self.time.take()
            # Where time counts nobody looks at outcomes, and large ones take long to write.
            timed = self.time.is_own
            text = (
                '' if timed else harness._outcome_text('', result, raised, args, kwargs, instance)
            )
            watch.inside = False
        except BaseException:
            # Too slow, or a result that cannot even be looked at.
            watch.inside = False
            self.modules.drop()
            self.printed.take()
            return 's', 0
        printed = self.printed.take()
        if len(text) > self.longest:
            text = _digest(text)
            flags += 'l'
        if len(printed) > self.longest:
            printed = _digest(printed)
        kind = 'x' if raised else 'r'
        line = '%s\t%d\t%s\t%s\t%s' % (
            kind + flags,
            spent,
            '' if exception is None else exception,
            _quote(printed) if printed else '',
            text,
        )
        return line, spent

    def is_deliberate(self, traceback):
        """Whether a raise statement of the file itself is where it comes from."""
        if traceback is None:
            return False
        while traceback.tb_next is not None:
            traceback = traceback.tb_next
        code = traceback.tb_frame.f_code
        if code.co_filename != self.path:
            return False
        if self.raise_opcode is None:
            from opcode import opmap

            self.raise_opcode = opmap['RAISE_VARARGS']
        return code.co_code[traceback.tb_lasti] == self.raise_opcode

    def trace(self, arcs, packed):
        """The same call once more, on its own copy of everything, with its branches watched."""
        watch = self.watch
        module = self.traced_modules.take()
        function, args, kwargs, instance = self.runner.ready(module, packed)
        self.reseed(packed)
        try:
            watch.begin()
            arcs.start()
            try:
                self.result(function, args, kwargs)
            finally:
                arcs.stop()
            watch.inside = False
        except BaseException as error:
            watch.inside = False
            harness._without_traceback(error)
            if type(error) is _Stopped:
                self.traced_modules.drop()
        self.printed.take()
        return arcs.take()


def _digest(text):
    return harness.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()


def _say(text):
    harness._send(b'O', text.encode('utf-8', 'surrogatepass'))


def _explore_all(explorer, plan, arcs):
    deadline_ns = plan['deadlineMs'] * 1_000_000
    budget_ns = plan['budgetMs'] * 1_000_000
    # What is timed must come out alike on a busy machine.
    clock = process_time_ns if plan['timed'] else _clock
    began = clock()
    traced_ns = 0
    for index, (_, packed) in enumerate(plan['calls']):
        now = clock()
        if now - began > budget_ns:
            break
        line, spent = explorer.explore(packed)
        _say('%d\t%s\n' % (index, line))
        # What follows is larger.
        if plan['timed'] and line == 's':
            break
        if arcs is None or line[0] in 'su' or spent * 40 > deadline_ns:
            continue
        now = clock()
        if index < FIRST_TRACED or traced_ns < (now - began) * TRACED_SHARE:
            taken, entered = explorer.trace(arcs, packed)
            if entered:
                _say('p\t%s\n' % ','.join(map(str, entered)))
            if taken:
                _say('a\t%d\t%s\n' % (index, ','.join(map(str, taken))))
            traced_ns += clock() - now
    _say('end\n')


def main():
    path, name, kind, timed = sys.argv[1:5]
    sys.argv[:] = [path]
    toolchain = harness._toolchain()
    real = sys.stdout

    def load():
        subject = harness._Subject(path, name)
        # Twice: the first time pays for what it imports, which later copies do not.
        if kind != 'program':
            subject.fresh()
        started = _clock()
        if kind != 'program':
            subject.fresh()
        return subject, _clock() - started

    # Where it is timed, what sleeps shall sleep.
    if timed == 'no':
        steady.install()
    try:
        sys.stdout = io.StringIO()
        (subject, fresh_ns), plan = harness._loaded_and_plan(load)
        explorer = _Explorer(subject, plan, kind)
        try:
            module = explorer.runner.fresh()
            explorer.runner.ready(module, plan['calls'][0][1])
        except BaseException as error:
            raise harness._Unusable('lookup', error) from None
    except harness._Unusable as unusable:
        _say(unusable.text)
        return
    harness._freeze()
    _say('{"toolchain":%s,"freshNs":%d}\n' % (_quote(toolchain), fresh_ns))
    arcs = None
    if plan['withArcs']:
        import afterburner_arcs

        arcs = afterburner_arcs.arcs_of(subject.code)
    explorer.watch = _Watch(plan['deadlineMs'] / 1000, explorer.time)
    try:
        _explore_all(explorer, plan, arcs)
    finally:
        explorer.watch.close()
        sys.stdout = real


main()
os._exit(0)
