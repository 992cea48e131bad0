"""What values a recorded call may have, and how large they are. It follows the text of encoding.py."""

import sys
from _thread import _local as _ThreadLocal

DEEPEST = 400


class _Here(_ThreadLocal):
    """Of a thread."""

    # Calls of the function that are under way.
    depth = 0
    # Whether it is at work here: what is called then is no call of the program's.
    busy = False
    # Whether an outcome is written.
    telling = False


_here = _Here()


class _Large(Exception):
    pass


class _Deep(_Large):
    """No more than nested too deep, which chains of objects need not be."""


class _Unreadable(Exception):
    pass


# Names under which the recorded file was imported.
_subjects = set()
_plain_name = _type_name
_plain_full_name = _full_name


def _type_name(kind):
    """Types of the recorded file by their bare name in inputs, and as a harness has it in outcomes."""
    if getattr(kind, '__module__', None) not in _subjects:
        return _plain_name(kind)
    return _own_name(kind.__qualname__)


def _full_name(value):
    if getattr(value, '__module__', None) not in _subjects:
        return _plain_full_name(value)
    return _own_name(value.__qualname__)


def _own_name(name):
    return '%s.%s' % (PLAN['module'], name) if _here.telling else name


_LONGEST_ROW = 1 << 18
_NEVER = ('unittest.mock', 'mock', 'mock.mock')
_HEAP_TYPE = 1 << 9
_IMMUTABLE_TYPE = 1 << 8
# Found without asking the type, which may answer as it likes.
_bases_of = type.__dict__['__mro__'].__get__
_state_of = object.__getattribute__
# Brackets around the content of an object; others have those that are named.
_OBJECT_DEPTH = 4
_DEPTHS = {list: 1, dict: 1, tuple: 2, set: 2, frozenset: 2}


def _weigh(values, room, deepest=DEEPEST):
    """What is left of so many characters; raises where the values take more, or cannot be read."""
    pending = [(values, 0)]
    known = set()
    while pending:
        items, depth = pending.pop()
        room -= 2 * len(items)
        if room < 0:
            raise _Large()
        if depth > deepest:
            raise _Deep()
        for value in items:
            kind = type(value)
            if kind is int:
                room -= value.bit_length() // 3
            elif kind is str:
                room -= len(value)
            elif kind is float:
                room -= 16
            elif kind is bytes:
                room -= len(value) + len(value) // 3
            elif value is None or kind is bool:
                continue
            elif id(value) in known:
                room -= 10
            else:
                known.add(id(value))
                pending.append((_parts_of(value, kind), depth + _DEPTHS.get(kind, _OBJECT_DEPTH)))
        if room < 0:
            raise _Large()
    return room


def _parts_of(value, kind):
    """What an object is made of. Nothing of its own may run for that."""
    if kind is list or kind is tuple or kind is set or kind is frozenset:
        return value
    if kind is dict:
        return [*value.keys(), *value.values()]
    if kind is _Builtin:
        own = value.__self__
        if own is not None and type(own) is not _Module:
            return (own,)
    if kind is _Function or kind is _Builtin or type in _bases_of(kind):
        if _is_found(value):
            return ()
        raise _Unreadable(_plain_name(kind))
    ways = _ways.get(kind)
    if ways is None:
        ways = _ways[kind] = _ways_into(kind)
    found = []
    try:
        for way in ways:
            found.extend(way(value))
    except _Unreadable:
        if _global_name(value, kind) is None:
            raise
        return ()
    return found


_ways = {}


def _ways_into(kind):
    """Functions that together give all that an object of this type is made of."""
    name = _plain_name(kind)
    known = _KNOWN.get(name)
    if known is not None:
        return (known,)
    for base in _bases_of(kind):
        whole = _WHOLE.get(_plain_name(base))
        if whole is not None:
            return (lambda value: _foreign(value, whole),)
    if not _is_class(kind) or not _is_found(kind) or kind.__module__ in _NEVER:
        return (_refused(name),)
    if type(kind.__dict__.get('_member_map_')) is dict:
        return ()
    ways = []
    for base in _bases_of(kind):
        own = base.__dict__
        if base is object:
            continue
        content = _CONTENT_OF.get(base) or _KNOWN.get(_plain_name(base))
        if content is not None:
            ways.append(content)
            continue
        if not _is_class(base):
            if issubclass(base, BaseException):
                continue
            return (_refused(name),)
        if '__getattribute__' in own:
            return (_refused(name),)
        ways.extend([_slot(member) for member in own.values() if type(member) is _Member])
    ways.append(_attributes)
    return tuple(ways)


def _is_class(kind):
    """Whether it is written in Python: types of C are of the heap too, in later versions."""
    return kind.__flags__ & (_HEAP_TYPE | _IMMUTABLE_TYPE) == _HEAP_TYPE


def _refused(name):
    def way(value):
        raise _Unreadable(name)

    return way


def _slot(member):
    def way(value):
        try:
            return (member.__get__(value),)
        except AttributeError:
            return ()

    return way


def _attributes(value):
    try:
        state = _state_of(value, '__dict__')
    except AttributeError:
        return ()
    return [*state.keys(), *state.values()] if type(state) is dict else ()


class _HasSlot:
    __slots__ = ('slot',)


_Member = type(_HasSlot.slot)


def _pairs(value):
    return [*dict.keys(value), *dict.values(value)]


def _pairs_and_factory(value):
    factory = value.default_factory
    return [*_pairs(value), *(() if factory is None else (factory,))]


def _row(value):
    if len(value) > _LONGEST_ROW:
        raise _Large()
    return list(value)


def _queue(value):
    items = list(sys.modules['collections'].deque.__iter__(value))
    if len(items) > _LONGEST_ROW:
        raise _Large()
    return items


def _array(value):
    return _foreign(value, _array_content)


def _foreign(value, content):
    """A value of a package, by what is written of it."""
    if getattr(value, 'size', 0) > _LONGEST_ROW:
        raise _Large()
    return (content(value),)


def _word(value):
    return (str(value),)


def _bound(value):
    """A method's instance, where its name leads to the method again."""
    own, function = value.__self__, value.__func__
    kind = type(own)
    for base in (*_bases_of(kind), *(_bases_of(own) if type in _bases_of(kind) else ())):
        found = base.__dict__.get(getattr(function, '__name__', None))
        if found is function or getattr(found, '__func__', None) is function:
            return (own,)
    raise _Unreadable('method')


def _made_of(value):
    """What a value written in C says to be made of."""
    return value.__reduce__()[1]


def _partial(value):
    return [value.func, *value.args, *value.keywords, *value.keywords.values()]


def _stream(value):
    return [*(() if value.closed else (value.getvalue(),)), *_attributes(value)]


def _module(value):
    if sys.modules.get(value.__name__) is not value:
        raise _Unreadable('module')
    return ()


def _nothing(value):
    return ()


# Types of C that others derive from.
_CONTENT_OF = {
    list: list.copy,
    tuple: lambda value: tuple(tuple.__iter__(value)),
    set: lambda value: list(set.__iter__(value)),
    frozenset: lambda value: list(frozenset.__iter__(value)),
    dict: _pairs,
    BaseException: BaseException.args.__get__,
    str: lambda value: (str.__str__(value),),
    bytes: lambda value: (bytes.__getitem__(value, slice(None)),),
    int: lambda value: (int.__int__(value),),
    float: lambda value: (float.__float__(value),),
}

# Types of C, by name, that the encoder knows; none of them is loaded for it.
_KNOWN = {
    'array.array': _row,
    'bytearray': _row,
    'complex': _nothing,
    'collections.OrderedDict': _pairs,
    'collections.defaultdict': _pairs_and_factory,
    'collections.deque': _queue,
    'datetime.date': _nothing,
    'datetime.datetime': _nothing,
    'datetime.time': _nothing,
    'datetime.timedelta': _nothing,
    'datetime.timezone': _nothing,
    'decimal.Decimal': _word,
    'ellipsis': _nothing,
    'functools.partial': _partial,
    'logging.Logger': _nothing,
    'logging.RootLogger': _nothing,
    'method': _bound,
    'method-wrapper': _made_of,
    'method_descriptor': _made_of,
    'module': _module,
    'NotImplementedType': _nothing,
    'numpy.ndarray': _array,
    'operator.attrgetter': _made_of,
    'operator.itemgetter': _made_of,
    'operator.methodcaller': _made_of,
    'range': _nothing,
    're.Pattern': _word,
    'slice': _made_of,
    'types.SimpleNamespace': _attributes,
    'uuid.UUID': _nothing,
    'wrapper_descriptor': _made_of,
    'zoneinfo.ZoneInfo': _nothing,
    '_io.BytesIO': _stream,
    '_io.StringIO': _stream,
    '_thread.lock': _nothing,
    '_thread.RLock': _nothing,
}


def _is_found(made):
    """Whether a type's or a function's name leads to it, so that it can be found elsewhere."""
    holder = sys.modules.get(made.__module__)
    for part in made.__qualname__.split('.'):
        holder = getattr(holder, '__dict__', {}).get(part)
    # A watched function stands in the place of its own.
    return holder is made or getattr(holder, '__wrapped__', None) is made


def _text_of(value):
    try:
        _weigh([value], _ENDLESS)
    except _Deep:
        return _Graph().text_of(value)
    return _Given().text(value)


def _texts(values):
    return ','.join([_text_of(value) for value in values])


def _named_texts(named):
    return ','.join(['%s:%s' % (_quote(key), _text_of(named[key])) for key in named])


_ENDLESS = 1 << 60


def _global_name(value, kind):
    """What an object is called at the top of its type's module or of the recorded file, if anything."""
    for place in (getattr(kind, '__module__', None), *_subjects):
        holder = getattr(sys.modules.get(place), '__dict__', {})
        for name in [name for name, item in list(holder.items()) if item is value]:
            return name if place in _subjects else '%s.%s' % (place, name)
    return None


def _singleton_name(value, kind):
    """The name of what nobody could make again: it is nothing but itself, or its type is not found."""
    if kind is not object:
        if not _is_class(kind) or type in _bases_of(kind):
            return None
        if type(kind.__dict__.get('_member_map_')) is dict:
            return None
        if _is_found(kind) and _parts_of(value, kind):
            return None
    return _global_name(value, kind)


class _Given(_Encoder):
    """Arrays as a person would write them, and what has a name of its own by that."""

    def open_object(self, value, kind):
        name = _singleton_name(value, kind)
        if name is not None:
            self.out.append('{"$object":{"type":"global","state":%s}}' % _quote(name))
            return
        made = _as_made(value) if _plain_name(kind) == 'numpy.ndarray' else None
        if made is None:
            super().open_object(value, kind)
            return
        items, named = made
        self.out.append('{"$new":{"type":"numpy.array","args":[')
        # What is made here must not give its place to another.
        self.keep.append(items)
        self.pending.append(_Piece('],"kwargs":%s}}' % _Encoder().text(named)))
        self.pending.append(items)


class _Graph(_Given):
    """Objects that lead to each other, each by itself: so chains are flat, however long."""

    def text_of(self, first):
        if type(first) in _DEPTHS or not _is_class(type(first)):
            raise _Large()
        self.nodes = [first]
        self.places = {id(first): 0}
        # The graph is the first that opens.
        self.count = 1
        texts = []
        for node in self.nodes:
            self.is_outermost = True
            texts.append(self.text(node))
        return '{"$graph":[%s]}' % ','.join(texts)

    def open_object(self, value, kind):
        if not _is_class(kind) or type(kind.__dict__.get('_member_map_')) is dict:
            super().open_object(value, kind)
            return
        # Whoever meets it again says its place among the nodes.
        del self.opened[id(value)]
        if self.is_outermost:
            self.is_outermost = False
            super().open_object(value, kind)
            return
        self.count -= 1
        place = self.places.get(id(value))
        if place is None:
            place = self.places[id(value)] = len(self.nodes)
            self.nodes.append(value)
        self.out.append('{"$node":%d}' % place)
