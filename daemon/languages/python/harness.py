"""Runs one function on its cases inside the sandbox.

Its text follows those of encoding.py, states.py and channel.py.
Started as `python3 harness.py FILE MODULE KIND`, with the probe at the other end of descriptor 3,
and with `beside` at the end where modules of the project are beside the file.
It imports FILE first and asks for its plan afterwards, so that no input is in the process while
the module's top level runs. Nothing here knows what is expected: outcomes leave, and are judged
elsewhere. What it says about time is held against the probe's own stamps.
"""

import gc
import io
import marshal
import os
import sys
import time
from itertools import islice

ITEMS_LIMIT = 1_000_000

_clock = time.perf_counter_ns
_collect = gc.collect
_freeze = gc.freeze
_unmarshal = marshal.loads
_Module = type(sys)


# ── Channel ──────────────────────────────────────────────────────────────────────────────────


def _ask_for_plan():
    _send(b'I')
    length = int.from_bytes(_receive(4), 'little')
    return _unmarshal(_receive(length))


_BEGIN = b'B\0\0\0\0'
_END = b'E\0\0\0\0'


def _report(text):
    data = text.encode()
    for start in range(0, len(data), 1 << 20):
        _send(b'O', data[start : start + (1 << 20)])


# ── The function under measurement ───────────────────────────────────────────────────────────


class _Unusable(Exception):
    def __init__(self, stage, error):
        self.text = '{"kind":"unusable","stage":"%s","exception":%s,"message":%s}' % (
            stage,
            _quote(_type_name(type(error))),
            _quote(_safe_text(error)),
        )


class _Subject:
    """The user's module. Every pass gets a fresh copy, so no state lives from pass to pass.

    What it imports of its project is imported once, as anything else is; so are the packages around
    it, before it.
    """

    def __init__(self, path, name):
        self.path = path
        self.name = name
        self.package, _, self.last = name.rpartition('.')
        self.folder = os.path.dirname(path) if os.path.basename(path) == '__init__.py' else None
        with open(path, 'rb') as file:
            self.code = compile(file.read(), path, 'exec')
        if self.package:
            __import__(self.package)

    def fresh(self):
        module = _Module(self.name)
        module.__file__ = self.path
        if self.folder is not None:
            module.__package__ = self.name
            module.__path__ = [os.path.join(os.getcwd(), self.folder)]
        elif self.package:
            module.__package__ = self.package
        sys.modules[self.name] = module
        exec(self.code, module.__dict__)
        if self.package:
            setattr(sys.modules[self.package], self.last, module)
        return module


def _lookup(module, name, binding, init, own):
    """The callable, and the instance it is bound to where there is one."""
    if own is not None:
        return getattr(own, name.rpartition('.')[2]), own
    *owners, last = name.split('.')
    holder = module
    for owner in owners:
        holder = getattr(holder, owner)
    found = getattr(holder, last)
    if binding != 'instance':
        return found, None
    try:
        instance = holder(*init)
    except BaseException as error:
        raise _ConstructorRaised(error) from None
    return getattr(instance, last), instance


class _ConstructorRaised(Exception):
    def __init__(self, error):
        self.error = error


def _loaded_building():
    """What makes instances: loaded before the first case, so that it is no part of its memory."""
    global _Unbuilt
    import afterburner_building as building

    _Unbuilt = building.Unmakeable
    return building


def _raiser(error):
    def function(*args, **kwargs):
        raise error

    return function


def _drain(result):
    return _Drained(list(islice(result, ITEMS_LIMIT)))


async def _drain_async(result, limit=ITEMS_LIMIT):
    items = []
    async for item in result:
        items.append(item)
        if len(items) == limit:
            break
    return _Drained(items)


class _Runner:
    def __init__(self, subject, plan):
        self.subject = subject
        self.plan = plan
        self.iterator = False
        self.loop = None
        self.calls = plan['calls']
        self.building = None
        if plan['hasInstances']:
            self.building = _loaded_building()
        if plan['async']:
            import asyncio

            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)

    def fresh(self):
        return self.subject.fresh()

    def ready(self, module, packed):
        """A call on its own copy of the arguments: (callable, args, kwargs, instance)."""
        inputs = _unmarshal(packed)
        own = None
        if len(inputs) == 3:
            init, args, kwargs = inputs
        else:
            try:
                own, init, args, kwargs = self.building.call_of(module, inputs)
            except _Unbuilt as reason:
                return _raiser(reason), [], {}, None
        plan = self.plan
        try:
            function, instance = _lookup(module, plan['function'], plan['binding'], init, own)
        except _ConstructorRaised as failed:
            function, instance = _raiser(failed.error), None
        return function, args, kwargs, instance

    def once(self, function, args, kwargs):
        """Result and whether it was raised; an iterator is used up, an awaitable awaited."""
        try:
            result = function(*args, **kwargs)
            if self.loop is not None:
                if hasattr(result, '__aiter__'):
                    return self.loop.run_until_complete(_drain_async(result)), False
                return self.loop.run_until_complete(result), False
            if hasattr(result, '__next__'):
                self.iterator = True
                return _drain(result), False
            return result, False
        except BaseException as error:
            return _without_traceback(error), True

    def first_pass(self, module):
        """Each case once, each in a region of its own. Gives outcome texts and nanoseconds."""
        texts, spent = [], []
        for call_id, packed in self.calls:
            function, args, kwargs, instance = self.ready(module, packed)
            _collect()
            _freeze()
            _write(CHANNEL, _BEGIN)
            _receive(1)
            start = _clock()
            result, raised = self.once(function, args, kwargs)
            end = _clock()
            _write(CHANNEL, _END)
            _receive(1)
            spent.append(end - start)
            texts.append(_outcome_text(call_id, result, raised, args, kwargs, instance))
            del result, args, kwargs, instance, function
        return texts, spent

    def region(self, repeat, watched):
        """All cases `repeat` times in one region. Gives outcome texts of one pass, nanoseconds."""
        entries = []
        for _ in range(repeat):
            module = self.fresh()
            entries.extend([self.ready(module, packed) for _, packed in self.calls])
        results = [None] * len(entries)
        once = self.once
        plain = self.loop is None and not self.iterator
        # To hand on keywords where there are none takes as long as a short function.
        bare = plain and not any(entry[2] for entry in entries)
        pairs = [entry[:2] for entry in entries] if bare else []
        _collect()
        _freeze()
        _write(CHANNEL, _BEGIN)
        _receive(1)
        index = 0
        start = _clock()
        if bare:
            for function, args in pairs:
                try:
                    results[index] = function(*args)
                except BaseException as error:
                    results[index] = _Raised(error)
                index += 1
        elif plain:
            for function, args, kwargs, _ in entries:
                try:
                    results[index] = function(*args, **kwargs)
                except BaseException as error:
                    results[index] = _Raised(error)
                index += 1
        else:
            for function, args, kwargs, _ in entries:
                result, raised = once(function, args, kwargs)
                results[index] = _Raised(result) if raised else result
                index += 1
        end = _clock()
        _write(CHANNEL, _END)
        _receive(1)
        first = (watched % repeat) * len(self.calls)
        texts = []
        for offset, (call_id, _) in enumerate(self.calls):
            _, args, kwargs, instance = entries[first + offset]
            result, raised = results[first + offset], False
            if type(result) is _Raised:
                result, raised = result.error, True
            elif hasattr(result, '__next__'):
                result = _drain(result)
            texts.append(_outcome_text(call_id, result, raised, args, kwargs, instance))
        return texts, end - start


class _ProgramRunner(_Runner):
    """Runs the whole file on its standard input; what it printed is its value."""

    def fresh(self):
        return None

    def ready(self, module, packed):
        _, args, _ = _unmarshal(packed)
        stdin = io.TextIOWrapper(io.BytesIO(args[0].encode()), encoding='utf-8')
        printed = io.BytesIO()
        stdout = io.TextIOWrapper(printed, encoding='utf-8')
        main = _Module('__main__')
        main.__file__ = self.subject.path
        code = self.subject.code

        def program(_):
            kept = sys.stdin, sys.stdout, sys.modules['__main__']
            sys.stdin, sys.stdout, sys.modules['__main__'] = stdin, stdout, main
            try:
                exec(code, main.__dict__)
            except SystemExit as error:
                if error.code not in (None, 0):
                    raise
            finally:
                sys.stdin, sys.stdout, sys.modules['__main__'] = kept
            stdout.flush()
            return printed.getvalue().decode('utf-8', 'replace')

        return program, args, {}, None


class _Raised:
    __slots__ = ('error',)

    def __init__(self, error):
        self.error = _without_traceback(error)


def _without_traceback(error):
    """Frames would keep the function's locals, and so its memory, alive."""
    error.__traceback__ = None
    error.__context__ = None
    return error


# ── From start to end ────────────────────────────────────────────────────────────────────────


def _toolchain():
    return 'Python %d.%d.%d' % sys.version_info[:3]


def _loaded_and_plan(load):
    """What `load` imports, and then the plan, which is asked for whatever became of that."""
    try:
        loaded = load()
    except BaseException as error:
        _ask_for_plan()
        raise _Unusable('import', error) from None
    try:
        return loaded, _ask_for_plan()
    except (ValueError, TypeError, EOFError) as error:
        raise _Unusable('input', error) from None


def _runner(subject, plan, kind):
    return (_ProgramRunner if kind == 'program' else _Runner)(subject, plan)


def _reach(runner, module):
    try:
        runner.ready(module, runner.calls[0][1])
    except BaseException as error:
        raise _Unusable('lookup', error) from None


def main():
    path, name, kind, *beside = sys.argv[1:]
    sys.argv[:] = [path]
    # From here on, collecting garbage looks at what is new alone.
    _freeze()
    toolchain = _toolchain()

    def load():
        subject = _Subject(path, name)
        if beside and kind != 'program':
            # The first time pays for what it imports of its project; later copies do not.
            subject.fresh()
        started = _clock()
        module = None if kind == 'program' else subject.fresh()
        return subject, module, _clock() - started

    try:
        (subject, module, fresh_ns), plan = _loaded_and_plan(load)
        runner = _runner(subject, plan, kind)
        _reach(runner, module)
        texts, spent = runner.first_pass(module)
        digests = [_digest(texts)]
        region_ns = []
        for _ in range(plan['regions']):
            region_texts, region_spent = runner.region(plan['repeat'], plan['watched'])
            digests.append(_digest(region_texts))
            region_ns.append(region_spent)
    except _Unusable as unusable:
        _report(unusable.text)
        return
    _report(
        '{"kind":"ran","toolchain":%s,"digests":[%s],"caseNs":%r,"regionNs":%r,"freshNs":%d}\n'
        % (_quote(toolchain), ','.join(map(_quote, digests)), spent, region_ns, fresh_ns)
    )
    if plan['mode'] == 'check':
        _report(_outcomes_text(texts))


# What explores inputs is a program of its own, which has this one beside it.
if __name__ == '__main__':
    try:
        main()
        sys.stdout.flush()
    finally:
        sys.stderr.flush()
    os._exit(0)
