"""What objects are made of, for the encoder: where the state of each type is.

Its text follows that of encoding.py, in one program.
"""

_Function = type(lambda: None)
_Builtin = type(len)
_Module = type(sys)


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
