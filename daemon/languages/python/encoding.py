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

_Function = type(lambda: None)
_Builtin = type(len)
_Module = type(sys)


def _quote(text):
    """A JSON string. Most need no escapes, and not the module that knows them."""
    if text.isascii() and text.isprintable() and '"' not in text and '\\' not in text:
        return '"%s"' % text
    from _json import encode_basestring_ascii

    return encode_basestring_ascii(text)


class _Piece(str):
    """Text that is written as it is."""

    __slots__ = ()


class _Drained:
    """An iterator that the function returned, used up inside the measured region."""

    __slots__ = ('items',)

    def __init__(self, items):
        self.items = items


def _integer_text(value):
    if -SAFE_INTEGER <= value <= SAFE_INTEGER:
        return repr(value)
    return '{"$int":"%s"}' % _integer_digits(value)


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


def _bytes_text(value):
    return '{"$bytes":"%s"}' % b2a_base64(value, newline=False).decode()


_LEAVES = {
    str: _quote,
    int: _integer_text,
    float: _float_text,
    bool: lambda value: 'true' if value else 'false',
    bytes: _bytes_text,
    type(None): lambda _: 'null',
}
_LEAF_KINDS = frozenset(_LEAVES)
_WRITTEN = {**_LEAVES, _Piece: lambda piece: piece}
_INTEGERS = frozenset({int})

# Stands where an immutable value ends, above the value itself.
_LEAVE = object()

_COMMA = _Piece(',')
_LIST_END = _Piece(']')
_TAG_END = _Piece(']}')
_DICT_END = _Piece('}')
_OBJECT_END = _Piece('}}')


def _row_text(items):
    """What stands between the brackets of a row that holds no other; None for other rows."""
    kinds = set(map(type, items))
    if not kinds <= _LEAF_KINDS:
        return None
    if kinds == _INTEGERS and -SAFE_INTEGER <= min(items) and max(items) <= SAFE_INTEGER:
        return repr(items)[1:-1] if type(items) is list else repr(list(items))[1:-1]
    if len(kinds) == 1:
        return ','.join(map(_LEAVES[kinds.pop()], items))
    return ','.join([_LEAVES[type(item)](item) for item in items])


class _Encoder:
    """Python to tagged JSON text; see protocol/cases.ts. One encoder serves one value.

    What is still to be written is kept on a stack of its own, the next at the end, so that a chain
    of any length needs no recursion.
    """

    def __init__(self):
        self.opened = {}
        self.count = 0
        self.keep = []
        self.out = []
        self.pending = []
        self.layouts = {}

    def text(self, value):
        leaf = _LEAVES.get(type(value))
        if leaf is not None:
            return leaf(value)
        pending, write, opened = self.pending, self.out.append, self.opened
        pending.append(value)
        while pending:
            value = pending.pop()
            kind = type(value)
            leaf = _WRITTEN.get(kind)
            if leaf is not None:
                write(leaf(value))
                continue
            if value is _LEAVE:
                # Nobody can tell whether two equal immutable values are one: only a cycle is a $ref.
                del opened[id(pending.pop())]
                continue
            identity = id(value)
            if identity in opened:
                write('{"$ref":%d}' % opened[identity])
                continue
            opened[identity] = self.count
            self.count += 1
            if kind is list:
                self.keep.append(value)
                text = _row_text(value)
                if text is None:
                    self.open_items('[', value, _LIST_END)
                else:
                    write('[%s]' % text)
            elif kind is tuple:
                text = _row_text(value)
                if text is None:
                    pending += (value, _LEAVE)
                    self.open_items('{"$tuple":[', value, _TAG_END)
                else:
                    del opened[identity]
                    write('{"$tuple":[%s]}' % text)
            elif kind is dict:
                self.keep.append(value)
                self.open_dict(value)
            elif kind is set:
                self.keep.append(value)
                self.open_members('{"$set":[', value)
            elif kind is frozenset:
                pending += (value, _LEAVE)
                self.open_members('{"$frozenset":[', value)
            else:
                self.keep.append(value)
                self.open_object(value, kind)
        text = ''.join(self.out)
        self.out.clear()
        return text

    def open_items(self, begin, items, end):
        row = [_COMMA] * (2 * len(items))
        row[::2] = items[::-1]
        row[-1] = _Piece(begin)
        self.pending.append(end)
        self.pending.extend(row)

    def open_members(self, begin, members):
        """In an order that does not depend on hashes, numbered in that order."""
        if _LEAF_KINDS.issuperset(map(type, members)):
            texts = sorted([_LEAVES[type(item)](item) for item in members])
            self.out.append(begin + ','.join(texts) + _TAG_END)
        else:
            ordered = sorted(members, key=lambda item: _Encoder().text(item))
            self.open_items(begin, ordered, _TAG_END)

    def open_dict(self, value):
        if not all(type(key) is str for key in value):
            self.open_pairs(value)
            return
        is_tag = len(value) == 1 and next(iter(value)).startswith('$')
        begin, end = ('{"$escape":{', _OBJECT_END) if is_tag else ('{', _DICT_END)
        if _LEAF_KINDS.issuperset(map(type, value.values())):
            texts = ['%s:%s' % (_quote(key), _LEAVES[type(item)](item)) for key, item in value.items()]
            self.out.append(begin + ','.join(texts) + end)
            return
        row = [end]
        for key, item in reversed(value.items()):
            row.append(item)
            row.append(_Piece(',%s:' % _quote(key)))
        row[-1] = _Piece(begin + row[-1][1:])
        self.pending.extend(row)

    def open_pairs(self, value):
        row = [_TAG_END]
        for key, item in reversed(value.items()):
            row += (_LIST_END, item, _COMMA, key, _Piece(',['))
        row[-1] = _Piece('{"$dict":[[')
        self.pending.extend(row)

    def open_object(self, value, kind):
        if kind is _Drained:
            name, state = 'iterator', value.items
        else:
            layout = self.layouts.get(kind)
            if layout is None:
                layout = self.layouts[kind] = _layout_of(kind)
            name, content, is_bare, slots = layout
            if is_bare:
                state = content(value)
            else:
                state = _parts(value, content, slots) or _stable_repr(value, kind)
        self.out.append('{"$object":{"type":%s,"state":' % _quote(name))
        # What is made here for the state must not give its place to another.
        self.keep.append(state)
        self.pending.append(_OBJECT_END)
        self.pending.append(state)


# ── Objects ──────────────────────────────────────────────────────────────────────────────────


def _layout_of(kind):
    """Where the state of a type's objects is: all that is needed to make them again.

    Gives the type's name, what says the content of a type that they derive from, whether the content
    is the whole state, and the names of slots. Types of the tables below are their content; of others
    the state is a row: the content, `__dict__` where they have one, their slots where any is set.
    """
    if issubclass(kind, type):
        return 'type', _full_name, True, ()
    name = _type_name(kind)
    if issubclass(kind, (_Function, _Builtin)):
        return name, _function_content, True, ()
    for base in kind.__mro__ if not _PACKAGES.isdisjoint(sys.modules) else ():
        content = _WHOLE.get(_type_name(base))
        if content is not None:
            return name, content, True, ()
    if issubclass(kind, BaseException):
        return name, _exception_content, True, ()
    if type(getattr(kind, '_member_map_', None)) is dict:
        return name, _member_content, True, ()
    slots = []
    for base in kind.__mro__:
        base_name = _type_name(base)
        content = _CONTENTS.get(base) or _NAMED_CONTENTS.get(base_name)
        if base_name == 'collections.defaultdict':
            slots.append('default_factory')
        if content is not None:
            is_bare = base is kind and name not in _WITH_MORE or name.startswith(_ALONE)
            return name, content, is_bare, tuple(slots)
        slots.extend(_slots(base))
    if _is_native(kind):
        return name, _reduced_content, True, ()
    return name, None, False, tuple(slots)


def _parts(value, content, slots):
    parts = [] if content is None else [content(value)]
    own = _told(value, '__dict__')
    if type(own) is dict:
        parts.append(dict(own))
    if slots:
        found = {name: _told(value, name) for name in slots}
        found = {name: item for name, item in found.items() if item is not _LEAVE}
        if found:
            parts.append(found)
    return parts


def _told(value, name):
    """An attribute without the type's `__getattr__`, which may answer as it likes, where it is there."""
    try:
        return _attribute(value, name)
    except AttributeError:
        return _LEAVE


_attribute = object.__getattribute__


def _function_content(value):
    """Its name; of a method in C what it is bound to, and its name there."""
    own = getattr(value, '__self__', None)
    if own is None or type(own) is _Module:
        return _full_name(value)
    return {'call': getattr, 'args': [own, value.__name__]}


def _deque_content(value):
    items = [*sys.modules['collections'].deque.__iter__(value)]
    return items if value.maxlen is None else {'items': items, 'maxlen': value.maxlen}


def _ordered_content(value):
    return [[*pair] for pair in sys.modules['collections'].OrderedDict.items(value)]


def _range_content(value):
    """The same for ranges that are equal."""
    count = len(value)
    start = value.start if count else 0
    step = value.step if count > 1 else 1
    return [start, start + count * step, step]


def _time_content(value):
    plain = value.replace(tzinfo=None, fold=0).isoformat()
    if value.tzinfo is None and value.fold == 0:
        return plain
    return [plain, value.tzinfo, value.fold]


def _exception_content(error):
    own = getattr(error, '__dict__', None)
    return [error.args, dict(own)] if own else error.args


def _member_content(member):
    return [member._value_, member._name_]


def _stream_content(stream):
    return None if stream.closed else [stream.getvalue(), stream.tell()]


def _lock_content(lock):
    """How often it is held, which only its text says."""
    text = repr(lock)
    if not text.startswith('<locked'):
        return 0
    return int(text.partition(' count=')[2].split()[0]) if ' count=' in text else 1


def _reduced_content(value):
    """Of a type written in C: what it says to be made of, as for a copy of it."""
    try:
        reduced = value.__reduce_ex__(2)
    except BaseException:
        reduced = ''
    if type(reduced) is not tuple:
        return _stable_repr(value, type(value))
    call, args, state, items, pairs = (*reduced, None, None, None)[:5]
    made = {'call': call, 'args': list(args)}
    if state is not None:
        made['state'] = state
    if items is not None:
        made['items'] = list(items)
    if pairs is not None:
        made['pairs'] = [list(pair) for pair in pairs]
    return made


# Not what a subclass makes of them: another `__iter__` changes nothing in what is there.
_CONTENTS = {
    list: list.copy,
    tuple: lambda value: tuple(tuple.__iter__(value)),
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    dict: lambda value: dict(dict.items(value)),
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    bytes: lambda value: bytes(bytes.__iter__(value)),
    bytearray: bytes,
    complex: lambda value: [value.real, value.imag],
    range: _range_content,
    memoryview: list,
    type({}.keys()): list,
    type({}.values()): list,
    type({}.items()): list,
}

# By name: none of these modules is loaded for it.
_NAMED_CONTENTS = {
    'collections.deque': _deque_content,
    # Their order is part of them.
    'collections.OrderedDict': _ordered_content,
    'array.array': lambda value: [value.typecode, value.tolist()],
    'datetime.date': lambda value: value.isoformat(),
    'datetime.datetime': _time_content,
    'datetime.time': _time_content,
    'datetime.timedelta': lambda value: [value.days, value.seconds, value.microseconds],
    'datetime.timezone': lambda value: list(value.__getinitargs__()),
    'decimal.Decimal': lambda value: sys.modules['decimal'].Decimal.__str__(value),
    'functools.partial': lambda value: [value.func, list(value.args), dict(value.keywords)],
    'logging.Logger': lambda value: value.name,
    'module': lambda value: value.__name__,
    'pathlib.PurePath': str,
    'random.Random': lambda value: list(sys.modules['random'].Random.getstate(value)),
    're.Pattern': lambda value: [value.pattern, value.flags],
    'uuid.UUID': str,
    'zoneinfo.ZoneInfo': lambda value: value.key,
    '_io.BytesIO': _stream_content,
    '_io.StringIO': _stream_content,
    '_thread.RLock': _lock_content,
    '_thread.lock': _lock_content,
}
_WITH_MORE = frozenset({'collections.OrderedDict'})
# Of those that derive from one another, only the content counts.
_ALONE = ('pathlib.P', 'logging.')

# Of types of packages, which foreign.py tells: the name of a type leads to what says the whole state
# of its objects and of those that derive from it.
_WHOLE = {}
# Those packages have a short name for what is defined deep in them.
_PACKAGES = set()


def _is_native(kind):
    """Whether it has a way of its own to say what it is made of, written in C."""
    if hasattr(kind, '__next__') or kind.__module__ == 'types':
        return False
    ways = [getattr(kind, name) for name in ('__reduce__', '__reduce_ex__')]
    known = (object.__reduce__, object.__reduce_ex__)
    return any(way not in known and not isinstance(way, _Function) for way in ways)


def _slots(base):
    """Names as the attributes have them: private ones carry that of their class."""
    names = base.__dict__.get('__slots__', ())
    for name in (names,) if isinstance(names, str) else tuple(names):
        if name.startswith('__') and not name.endswith('__'):
            yield '_%s%s' % (base.__name__.lstrip('_'), name)
        elif name not in ('__dict__', '__weakref__'):
            yield name


def _type_name(kind):
    module = getattr(kind, '__module__', 'builtins')
    name = getattr(kind, '__qualname__', kind.__name__)
    if module == 'builtins':
        return name
    root = module.partition('.')[0]
    if root in _PACKAGES and getattr(sys.modules.get(root), name, None) is kind:
        return '%s.%s' % (root, name)
    # The place that one version of Python has for it.
    return '%s.%s' % ('pathlib' if module == 'pathlib._local' else module, name)


def _full_name(value):
    """Of a function, a method in C or a type."""
    module = getattr(value, '__module__', None)
    name = getattr(value, '__qualname__', '')
    return name if module in (None, 'builtins') else '%s.%s' % (module, name)


def _stable_repr(value, kind):
    if kind.__repr__ is object.__repr__:
        return ''
    return repr(value).split(' at 0x')[0]


# What is raised in place of a call whose arguments cannot be made; the harness knows where one can.
_Unbuilt = ()


def _outcome_text(call_id, result, raised, args, kwargs, instance):
    value = 'null' if raised else _Encoder().text(result)
    after = '[%s]' % ','.join([_Encoder().text(item) for item in args])
    named = '{%s}' % ','.join(
        ['%s:%s' % (_quote(key), _Encoder().text(item)) for key, item in kwargs.items()]
    )
    state = 'null' if instance is None else _Encoder().text(instance)
    exception = message = None
    if raised and isinstance(result, _Unbuilt):
        return (
            '{"id":%s,"kind":"unbuilt","value":null,"exception":null,"message":%s,'
            '"args":[],"kwargs":{},"self":null}'
        ) % (_quote(call_id), _quote(str(result)))
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
