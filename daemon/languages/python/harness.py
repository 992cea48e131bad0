"""Runs one function on its cases inside the sandbox.

Started as `python3 harness.py FILE MODULE KIND`, with the probe at the other end of descriptor 3.
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
from _json import encode_basestring_ascii as _quote
from binascii import b2a_base64
from itertools import islice

try:
    from _sha2 import sha256
except ImportError:  # Before 3.12 it had a module of its own.
    try:
        from _sha256 import sha256
    except ImportError:
        from hashlib import sha256

# Modules that take long to load are left to the user's own code: what is imported here counts in
# every run.

CHANNEL = 3
ITEMS_LIMIT = 1_000_000
SAFE_INTEGER = 2**53 - 1

_clock = time.perf_counter_ns
_read = os.read
_write = os.write
_collect = gc.collect
_freeze = gc.freeze
_unmarshal = marshal.loads
_setrecursionlimit = sys.setrecursionlimit
_getrecursionlimit = sys.getrecursionlimit
_Module = type(sys)
_Function = type(lambda: None)
_Builtin = type(len)


# ── Channel ──────────────────────────────────────────────────────────────────────────────────


def _receive(count):
    chunks = []
    while count:
        chunk = _read(CHANNEL, min(count, 1 << 20))
        if not chunk:
            os._exit(70)
        chunks.append(chunk)
        count -= len(chunk)
    return b''.join(chunks)


def _send(kind, payload=b''):
    view = memoryview(kind + len(payload).to_bytes(4, 'little') + payload)
    while view:
        view = view[_write(CHANNEL, view) :]


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


# ── Outcomes out ─────────────────────────────────────────────────────────────────────────────

_LEAVES = frozenset({int, str, float, bool, bytes, type(None)})
_INTEGERS = frozenset({int})
_STRINGS = frozenset({str})
_FLOATS = frozenset({float})
_CONSTANTS = {None: 'null', True: 'true', False: 'false'}


class _Encoder:
    """Python to tagged JSON text; see protocol/cases.ts. One encoder serves one value."""

    def __init__(self):
        self.opened = {}
        self.count = 0
        self.keep = []

    def text(self, value):
        kind = type(value)
        if kind is str:
            return _quote(value)
        if value is None or kind is bool:
            return _CONSTANTS[value]
        if kind is int:
            if -SAFE_INTEGER <= value <= SAFE_INTEGER:
                return repr(value)
            return '{"$int":"%s"}' % _integer_digits(value)
        if kind is float:
            return _float_text(value)
        if kind is bytes:
            return '{"$bytes":"%s"}' % b2a_base64(value, newline=False).decode()
        identity = id(value)
        if identity in self.opened:
            return '{"$ref":%d}' % self.opened[identity]
        self.opened[identity] = self.count
        self.count += 1
        if kind is tuple or kind is frozenset:
            text = self.fixed_text(value, kind)
            # Nobody can tell whether two equal immutable values are one: only a cycle is a $ref.
            del self.opened[identity]
            return text
        self.keep.append(value)
        if kind is list:
            return self.items_text(value)
        if kind is set:
            return '{"$set":[%s]}' % self.members_text(value)
        if kind is dict:
            return self.dict_text(value)
        return self.other_text(value, kind)

    def fixed_text(self, value, kind):
        if kind is tuple:
            return '{"$tuple":%s}' % self.items_text(value)
        return '{"$frozenset":[%s]}' % self.members_text(value)

    def members_text(self, members):
        """In an order that does not depend on hashes, numbered in that order."""
        if set(map(type, members)) <= _LEAVES:
            return ','.join(sorted([self.text(item) for item in members]))
        ordered = sorted(members, key=lambda item: _Encoder().text(item))
        return ','.join([self.text(item) for item in ordered])

    def state_text(self, items):
        """An array of our own making, numbered like any other."""
        self.count += 1
        return self.items_text(items)

    def items_text(self, items):
        kinds = set(map(type, items))
        if kinds == _INTEGERS and -SAFE_INTEGER <= min(items) and max(items) <= SAFE_INTEGER:
            return repr(list(items))
        if kinds == _STRINGS:
            return '[%s]' % ','.join(map(_quote, items))
        if kinds == _FLOATS:
            return '[%s]' % ','.join(map(_float_text, items))
        return '[%s]' % ','.join([self.text(item) for item in items])

    def dict_text(self, value):
        if all(type(key) is str for key in value):
            body = '{%s}' % ','.join(
                ['%s:%s' % (_quote(key), self.text(item)) for key, item in value.items()]
            )
            if len(value) == 1 and next(iter(value)).startswith('$'):
                return '{"$escape":%s}' % body
            return body
        pairs = ['[%s,%s]' % (self.text(key), self.text(item)) for key, item in value.items()]
        return '{"$dict":[%s]}' % ','.join(pairs)

    def object_text(self, name, state):
        return '{"$object":{"type":%s,"state":%s}}' % (_quote(name), state)

    def other_text(self, value, kind):
        name = _type_name(kind)
        if isinstance(value, _Drained):
            return self.object_text('iterator', self.state_text(value.items))
        if isinstance(value, BaseException):
            return self.object_text(name, self.text(value.args))
        if kind in _VIEWS or name in _SEQUENCES:
            return self.object_text(name, self.state_text(list(value)))
        if isinstance(value, (_Function, _Builtin, type)):
            return self.object_text(name, _quote(getattr(value, '__qualname__', name)))
        if hasattr(value, 'tolist') and hasattr(value, 'dtype'):
            return self.object_text(name, self.text([str(value.dtype), value.tolist()]))
        if kind is bytearray:
            return self.object_text(name, self.text(bytes(value)))
        parts = [base(value) for base in _BASES if isinstance(value, base)]
        state = getattr(value, '__dict__', None)
        if type(state) is dict:
            parts.append(dict(state))
        slots = _slots(value, kind)
        if slots:
            parts.append(slots)
        if parts:
            return self.object_text(name, self.state_text(parts))
        return self.object_text(name, _quote(_stable_repr(value, kind)))


_BASES = (list, tuple, set, frozenset, dict, str, int, float, bytes)
_SEQUENCES = frozenset({'collections.deque', 'array.array'})
_VIEWS = frozenset({type({}.keys()), type({}.values()), type({}.items()), range, memoryview})


def _integer_digits(value):
    limit = getattr(sys, 'get_int_max_str_digits', lambda: 0)()
    if not limit:
        return str(value)
    sys.set_int_max_str_digits(0)
    try:
        return str(value)
    finally:
        sys.set_int_max_str_digits(limit)


def _float_text(value):
    if value != value:
        return '{"$float":"nan"}'
    if value in (float('inf'), float('-inf')):
        return '{"$float":"%s"}' % ('inf' if value > 0 else '-inf')
    if value == value // 1:
        return '{"$float":"-0"}' if repr(value) == '-0.0' else '{"$float":%r}' % value
    return repr(value)


def _type_name(kind):
    module = getattr(kind, '__module__', 'builtins')
    name = getattr(kind, '__qualname__', kind.__name__)
    return name if module == 'builtins' else '%s.%s' % (module, name)


def _slots(value, kind):
    found = {}
    for base in kind.__mro__:
        names = base.__dict__.get('__slots__', ())
        for name in (names,) if isinstance(names, str) else tuple(names):
            if name not in ('__dict__', '__weakref__') and hasattr(value, name):
                found[name] = getattr(value, name)
    return found


def _stable_repr(value, kind):
    if kind.__repr__ is object.__repr__:
        return ''
    return repr(value).split(' at 0x')[0]


class _Drained:
    """An iterator that the function returned, used up inside the measured region."""

    __slots__ = ('items',)

    def __init__(self, items):
        self.items = items


def _outcome_text(call_id, result, raised, args, kwargs, instance):
    limit = _getrecursionlimit()
    _setrecursionlimit(1_000_000)
    try:
        value = 'null' if raised else _Encoder().text(result)
        after = '[%s]' % ','.join([_Encoder().text(item) for item in args])
        named = '{%s}' % ','.join(
            ['%s:%s' % (_quote(key), _Encoder().text(item)) for key, item in kwargs.items()]
        )
        state = 'null' if instance is None else _Encoder().text(instance)
    finally:
        _setrecursionlimit(limit)
    exception = message = None
    if raised:
        exception = _type_name(type(result))
        message = _safe_text(result)
    return '{"id":%s,"kind":"%s","value":%s,"exception":%s,"message":%s,"args":%s,"kwargs":%s,"self":%s}' % (
        _quote(call_id),
        'raised' if raised else 'returned',
        value,
        _text(exception),
        _text(message),
        after,
        named,
        state,
    )


def _text(value):
    return 'null' if value is None else _quote(value)


def _safe_text(error):
    try:
        return str(error)[:500]
    except BaseException:
        return ''


# ── The function under measurement ───────────────────────────────────────────────────────────


class _Unusable(Exception):
    def __init__(self, stage, error):
        self.text = '{"kind":"unusable","stage":"%s","exception":%s,"message":%s}' % (
            stage,
            _quote(_type_name(type(error))),
            _quote(_safe_text(error)),
        )


class _Subject:
    """The user's module. Every pass gets a fresh copy, so no state lives from pass to pass."""

    def __init__(self, path, name):
        self.path = path
        self.name = name
        with open(path, 'rb') as file:
            self.code = compile(file.read(), path, 'exec')

    def fresh(self):
        module = _Module(self.name)
        module.__file__ = self.path
        sys.modules[self.name] = module
        exec(self.code, module.__dict__)
        return module


def _lookup(module, name, binding, init):
    """The callable, and the instance it is bound to where there is one."""
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


def _raiser(error):
    def function(*args, **kwargs):
        raise error

    return function


def _drain(result):
    return _Drained(list(islice(result, ITEMS_LIMIT)))


async def _drain_async(result):
    items = []
    async for item in result:
        items.append(item)
        if len(items) == ITEMS_LIMIT:
            break
    return _Drained(items)


class _Runner:
    def __init__(self, subject, plan):
        self.subject = subject
        self.plan = plan
        self.iterator = False
        self.loop = None
        self.calls = plan['calls']
        if plan['async']:
            import asyncio

            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)

    def fresh(self):
        return self.subject.fresh()

    def ready(self, module, packed):
        """A call on its own copy of the arguments: (callable, args, kwargs, instance)."""
        init, args, kwargs = _unmarshal(packed)
        try:
            function, instance = _lookup(module, self.plan['function'], self.plan['binding'], init)
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
        _collect()
        _freeze()
        _write(CHANNEL, _BEGIN)
        _receive(1)
        index = 0
        start = _clock()
        if plain:
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


def _digest(texts):
    return sha256(_outcomes_text(texts).encode()).hexdigest()


def _outcomes_text(texts):
    return '[%s]' % ','.join(texts)


def main():
    path, name, kind = sys.argv[1:4]
    sys.argv[:] = [path]
    toolchain = 'Python %d.%d.%d' % sys.version_info[:3]
    try:
        try:
            subject = _Subject(path, name)
            started = _clock()
            module = None if kind == 'program' else subject.fresh()
            fresh_ns = _clock() - started
        except BaseException as error:
            _ask_for_plan()
            raise _Unusable('import', error) from None
        try:
            plan = _ask_for_plan()
        except (ValueError, TypeError, EOFError) as error:
            raise _Unusable('input', error) from None
        runner = (_ProgramRunner if kind == 'program' else _Runner)(subject, plan)
        try:
            runner.ready(module, runner.calls[0][1])
        except BaseException as error:
            raise _Unusable('lookup', error) from None
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


try:
    main()
    sys.stdout.flush()
finally:
    sys.stderr.flush()
os._exit(0)
