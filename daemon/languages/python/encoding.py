"""What a function did, as tagged JSON text; see protocol/cases.ts for the tags.

It is sent to the sandbox as one program with harness.py, which follows it. Modules that take long
to load are left to the user's own code: what is imported here counts in every run.
"""

import sys
from binascii import b2a_base64

try:
    from _sha2 import sha256
except ImportError:  # Before 3.12 it had a module of its own.
    try:
        from _sha256 import sha256
    except ImportError:
        from hashlib import sha256

SAFE_INTEGER = 2**53 - 1

_setrecursionlimit = sys.setrecursionlimit
_getrecursionlimit = sys.getrecursionlimit
_Function = type(lambda: None)
_Builtin = type(len)


def _quote(text):
    """A JSON string. Most need no escapes, and not the module that knows them."""
    if text.isascii() and text.isprintable() and '"' not in text and '\\' not in text:
        return '"%s"' % text
    from _json import encode_basestring_ascii

    return encode_basestring_ascii(text)


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


def _digest(texts):
    return sha256(_outcomes_text(texts).encode()).hexdigest()


def _outcomes_text(texts):
    return '[%s]' % ','.join(texts)
