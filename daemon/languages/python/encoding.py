"""What a function did, as tagged JSON text; see protocol/cases.ts for the tags.

It is sent to the sandbox as one program with states.py and harness.py, which follow it. Modules that take long
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
