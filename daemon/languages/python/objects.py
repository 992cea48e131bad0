"""Takes back what encoding.py wrote of an object, type by type. Its text follows that of building.py."""


def _maker(name, module, types):
    if name in _CONSTANTS:
        return _Constant(_CONSTANTS[name])
    if name in _REFERENCES:
        return _Reference(module, types)
    if name in _BY_FUNCTION:
        return _ByFunction(_BY_FUNCTION[name], name)
    if name in _BOUND:
        raise Unmakeable('cannot be made: %s' % _BOUND[name])
    return _Maker(_found(name, module, types), name)


class _Reference:
    """Finds a type or a function again by its name."""

    shell = None

    def __init__(self, module, types):
        self.module = module
        self.types = types

    def made(self, name):
        if type(name) is dict and name.get('call') is getattr and len(name.get('args', ())) == 2:
            try:
                return getattr(*name['args'])
            except Exception as error:
                raise Unmakeable('cannot be made: its method raised %s' % _raised(error)) from None
        if type(name) is not str or '<' in name:
            raise Unmakeable('cannot be made: a function without a place of its own, %s' % (name,))
        return _found(name, self.module, self.types)


class _Constant:
    shell = None

    def __init__(self, value):
        self.value = value

    def made(self, state):
        return self.value


class _ByFunction:
    """Makes what its type alone cannot."""

    shell = None

    def __init__(self, make, name):
        self.make = make
        self.name = name

    def made(self, state):
        try:
            return self.make(state)
        except Exception as error:
            raise Unmakeable('cannot be made: %s is not that of a %s' % (_raised(error), self.name)) from None


class _Maker:
    """Takes back what encoding.py wrote of objects of one type, without their constructor."""

    def __init__(self, kind, name):
        self.name = name
        self.kind = kind
        # Makes an object that is filled later, where its type has such ones.
        self.shell = None
        # Makes an object of its content; None where there is no content.
        self.content = None
        self.is_bare = False
        self.puts = {}
        if not isinstance(kind, type):
            raise self.refusal()
        if issubclass(kind, BaseException):
            self.content, self.is_bare = _exception, True
        elif type(getattr(kind, '_member_map_', None)) is dict:
            self.content, self.is_bare = _member, True
        else:
            self.find()

    def find(self):
        names = [_plain_name(base) for base in self.kind.__mro__]
        for name in names:
            if name in _WHOLE:
                self.content, self.is_bare = _WHOLE[name], True
                return
        for base, name in zip(self.kind.__mro__, names):
            if name in _SHELLS:
                self.shell, self.content = base, _SHELLS[name]
            elif name in _CONTENTS:
                self.content = _CONTENTS[name]
            else:
                continue
            self.is_bare = base is self.kind and name != 'collections.OrderedDict'
            self.is_bare = self.is_bare or name == 'pathlib.PurePath'
            return
        self.shell = object

    def refusal(self):
        return Unmakeable('cannot be made: %s is no type whose objects can be made again' % self.name)

    def empty(self):
        try:
            return self.shell.__new__(self.kind)
        except TypeError:
            pass
        # Of a type written in C: empty ones may do; else, what it says to be made of.
        if not isinstance(self.kind.__new__, _Function):
            try:
                return self.kind.__new__(self.kind)
            except TypeError:
                pass
        self.shell = None
        return _ABSENT

    def made(self, state):
        """An object that cannot be there before its state."""
        if self.content is None:
            return self.reduced(state)
        content, parts = (state, []) if self.is_bare else self.split(state)
        try:
            instance = self.content(self.kind, content)
        except Unmakeable:
            raise
        except Exception as error:
            raise self.misfit(_raised(error)) from None
        self.put(instance, parts)
        return instance

    def fill(self, instance, state):
        if self.content is None:
            return self.put(instance, self.parts(state))
        content, parts = (state, []) if self.is_bare else self.split(state)
        try:
            self.content(instance, content)
        except Exception as error:
            raise self.misfit(_raised(error)) from None
        self.put(instance, parts)

    def fill_later(self, instance, state, _):
        self.fill(instance, state)

    def split(self, state):
        if type(state) is not list or not state:
            raise self.misfit('its state is to be a row that begins with its content')
        return state[0], state[1:]

    def parts(self, state):
        if state is None or state == '':
            return []
        if type(state) is dict:
            return [state]
        if type(state) is str:
            raise self.refusal()
        return state

    def put(self, instance, parts):
        puts = self.puts
        for part in parts:
            if type(part) is not dict:
                raise self.misfit('its attributes are to be an object')
            for name, item in part.items():
                plainly = puts.get(name)
                if plainly is None:
                    plainly = puts[name] = self.is_put_plainly(name)
                try:
                    if plainly:
                        # So, and not by `__dict__`, it takes the room that it has in the program.
                        object.__setattr__(instance, name, item)
                    else:
                        instance.__dict__[name] = item
                except (AttributeError, TypeError) as error:
                    raise self.misfit(_raised(error)) from None

    def is_put_plainly(self, name):
        """Whether nothing of the class, such as a property, stands before the attribute."""
        for base in self.kind.__mro__:
            found = base.__dict__.get(name)
            if found is not None:
                return type(found) is _Member or not hasattr(type(found), '__set__')
        return True

    def misfit(self, why):
        return Unmakeable('cannot be made: the state does not fit %s: %s' % (self.name, why))

    def reduced(self, state):
        if type(state) is not dict or 'call' not in state:
            raise self.refusal()
        try:
            instance = state['call'](*state['args'])
            if 'state' in state:
                if hasattr(instance, '__setstate__'):
                    instance.__setstate__(state['state'])
                else:
                    instance.__dict__.update(state['state'])
            if 'items' in state:
                instance.extend(state['items'])
            for key, item in state.get('pairs', ()):
                instance[key] = item
        except Exception as error:
            raise self.misfit(_raised(error)) from None
        return instance


def _plain_name(kind):
    if kind.__module__ == 'builtins':
        return kind.__qualname__
    root = kind.__module__.partition('.')[0]
    if root in _PACKAGES and getattr(sys.modules.get(root), kind.__qualname__, None) is kind:
        return '%s.%s' % (root, kind.__qualname__)
    module = 'pathlib' if kind.__module__ == 'pathlib._local' else kind.__module__
    return '%s.%s' % (module, kind.__qualname__)


def _ordered_pairs(instance, pairs):
    from collections import OrderedDict

    for key, item in pairs:
        OrderedDict.__setitem__(instance, key, item)


def _deque(instance, content):
    from collections import deque

    if type(content) is dict:
        deque.__init__(instance, content['items'], content['maxlen'])
    else:
        deque.__init__(instance, content)


# They are made empty and filled.
_SHELLS = {
    'list': list.extend,
    'dict': dict.update,
    'set': set.update,
    'bytearray': bytearray.extend,
    'collections.OrderedDict': _ordered_pairs,
    'collections.deque': _deque,
}


def _date(kind, text):
    import datetime

    made = datetime.date.fromisoformat(text)
    return made if kind is datetime.date else datetime.date.__new__(kind, made.year, made.month, made.day)


def _datetime(kind, content):
    import datetime

    text, zone, fold = content if type(content) is list else (content, None, 0)
    at = datetime.datetime.fromisoformat(text)
    parts = (at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond, zone)
    return datetime.datetime.__new__(kind, *parts, fold=fold)


def _time(kind, content):
    import datetime

    text, zone, fold = content if type(content) is list else (content, None, 0)
    at = datetime.time.fromisoformat(text)
    parts = (at.hour, at.minute, at.second, at.microsecond, zone)
    return datetime.time.__new__(kind, *parts, fold=fold)


def _decimal(kind, text):
    from decimal import Decimal

    return Decimal.__new__(kind, text)


def _pattern(kind, content):
    import re

    return re.compile(*content)


def _partial(kind, content):
    function, args, kwargs = content
    return kind(function, *args, **kwargs)


def _random(kind, content):
    from random import Random

    made = kind.__new__(kind)
    Random.setstate(made, tuple(content))
    return made


def _stream(kind, content):
    import io

    base = io.StringIO if issubclass(kind, io.StringIO) else io.BytesIO
    made = kind.__new__(kind)
    if content is None:
        base.__init__(made)
        base.close(made)
    else:
        base.__init__(made, content[0])
        base.seek(made, content[1])
    return made


def _lock(times):
    import _thread

    return _held(_thread.allocate_lock(), times)


def _reentrant_lock(times):
    import _thread

    return _held(_thread.RLock(), times)


def _held(lock, times):
    for _ in range(times):
        lock.acquire()
    return lock


def _logger(name):
    from logging import getLogger

    return getLogger(None if name == 'root' else name)


def _named_module(name):
    __import__(name)
    return sys.modules[name]


# They are made of their content at once.
_CONTENTS = {
    'tuple': lambda kind, items: tuple.__new__(kind, items),
    'frozenset': lambda kind, items: frozenset.__new__(kind, items),
    'str': lambda kind, text: str.__new__(kind, text),
    'int': lambda kind, value: int.__new__(kind, value),
    'float': lambda kind, value: float.__new__(kind, value),
    'bytes': lambda kind, value: bytes.__new__(kind, value),
    'complex': lambda kind, content: complex.__new__(kind, *content),
    'range': lambda kind, content: range(*content),
    'array.array': lambda kind, content: kind.__new__(kind, *content),
    'datetime.date': _date,
    'datetime.datetime': _datetime,
    'datetime.time': _time,
    'datetime.timedelta': lambda kind, content: kind.__new__(kind, *content),
    'datetime.timezone': lambda kind, content: kind(*content),
    'decimal.Decimal': _decimal,
    'functools.partial': _partial,
    'pathlib.PurePath': lambda kind, text: kind(text),
    'random.Random': _random,
    're.Pattern': _pattern,
    'uuid.UUID': lambda kind, text: kind(text),
    'zoneinfo.ZoneInfo': lambda kind, key: kind(key),
    '_io.BytesIO': _stream,
    '_io.StringIO': _stream,
}

# They are found, or made in a way of their own.
_BY_FUNCTION = {
    'logging.Logger': _logger,
    'logging.RootLogger': _logger,
    'module': _named_module,
    '_thread.RLock': _reentrant_lock,
    '_thread.lock': _lock,
}


# Of types of packages, which foreign_objects.py tells.
_WHOLE = {}
_PACKAGES = set()


def _exception(kind, content):
    args, own = content if type(content) is list else (content, {})
    args = tuple(args)
    error = kind(*args) if kind.__module__ == 'builtins' else kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(own)
    return error


def _member(kind, content):
    value, name = content if type(content) is list else (None, content)
    member = kind._member_map_.get(name)
    if member is not None:
        return member
    if type(content) is not list:
        raise Unmakeable('cannot be made: %s has no member %s' % (kind.__qualname__, name))
    return kind(value)


_CONSTANTS = {'ellipsis': Ellipsis, 'NotImplementedType': NotImplemented}
_REFERENCES = frozenset(
    {
        'builtin_function_or_method',
        'function',
        'global',
        'method',
        'method-wrapper',
        'method_descriptor',
        'type',
        'wrapper_descriptor',
    }
)

# Types that no name leads to.
_BOUND = {
    **{name: 'it is a view of a dict that is not known' for name in ('dict_keys', 'dict_values', 'dict_items')},
    'iterator': 'of an iterator only the items are known: give a list',
    'generator': 'a generator is bound to the call that made it',
    'coroutine': 'a coroutine is bound to the call that made it',
    'async_generator': 'a generator is bound to the call that made it',
    'memoryview': 'a memoryview is bound to what it looks at',
    'code': 'code is no value that can be made',
    'frame': 'a frame is bound to its process',
    'traceback': 'a traceback is bound to its process',
}
