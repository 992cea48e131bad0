"""Makes the instances that a call is given, afresh for each pass and outside what is measured.

It is sent to the sandbox where a call holds instances, or values that refer to others, and loaded
by the harness then. recipes.ts writes what it reads: for each value a row of steps for a machine
with a stack, so that a chain of any length needs no recursion. What `$object` says is the state that
encoding.py writes, and is taken back here, type by type.
"""

import builtins
import sys

_Member = type(type('_', (), {'__slots__': ('_',)})._)
_Function = type(lambda: None)


class Unmakeable(Exception):
    """Why a value cannot be made, in words that follow its name."""


# Where an object will stand that cannot be there before its state.
_ABSENT = object()


class _Awaited:
    """Stands for a value that is still under way, in what it holds itself."""

    __slots__ = ('place',)

    def __init__(self, place):
        self.place = place


def call_of(module, inputs):
    """The instance, constructor arguments, arguments and keyword arguments of a call."""
    types = _types_of(module)
    own, init, args, kwargs = inputs
    return (
        own and _made('self', own, module, types),
        [_made('init[%d]' % index, each, module, types) for index, each in enumerate(init)],
        [_made('args[%d]' % index, each, module, types) for index, each in enumerate(args)],
        {name: _made('kwargs.%s' % name, each, module, types) for name, each in kwargs.items()},
    )


def _types_of(module):
    """What names were found to mean in this copy of the module."""
    if _latest[0] is not module:
        _latest[:] = [module, {}]
    return _latest[1]


_latest = [None, {}]


def _made(place, steps, module, types):
    try:
        return _run(steps, module, types)
    except Unmakeable as reason:
        raise Unmakeable('%s %s' % (place, reason)) from None


def _run(steps, module, types):
    stack = []
    push, pop = stack.append, stack.pop
    kept = {}
    parked = {}
    later = []
    awaits = False
    following = iter(steps)
    take = following.__next__
    for step in following:
        if step == 0:  # a value as it is
            push(take())
        elif step == 1:  # a call of a type, with arguments and names of the last ones
            name, count, names = take(), take(), take()
            items = stack[len(stack) - count :]
            del stack[len(stack) - count :]
            if awaits and any(type(item) is _Awaited for item in items):
                raise Unmakeable('cannot be made: an argument of %s refers to what is made of it' % name)
            push(_called(_found(name, module, types), name, items, names))
        elif step == 2:  # attributes of the instance below
            names = take()
            items = stack[len(stack) - len(names) :]
            del stack[len(stack) - len(names) :]
            if awaits and any(type(item) is _Awaited for item in items):
                later.append((_set_all, stack[-1], names, items))
            else:
                _set_all(stack[-1], names, items)
        elif step == 3:  # an instance that gets its state when that is there
            name = take()
            maker = types.get((name,))
            if maker is None:
                maker = types[name,] = _maker(name, module, types)
            push(maker)
            push(_ABSENT if maker.shell is None else maker.empty())
        elif step == 4:  # its state
            state, instance, maker = pop(), pop(), pop()
            if instance is _ABSENT:
                push(maker.made(state))
            else:
                if later:
                    later.append((maker.fill_later, instance, state, ()))
                else:
                    maker.fill(instance, state)
                push(instance)
        elif step == 5:  # what other places refer to
            place = take()
            if stack[-1] is not _ABSENT:
                kept[place] = stack[-1]
        elif step == 6:  # a reference
            place = take()
            if place in kept:
                push(kept[place])
            else:
                awaits = True
                push(_Awaited(place))
        elif step == 7:  # a container that can be filled later
            push((list, dict, set)[take()]())
        elif step == 8:  # what it holds
            count, names = take(), take()
            items = stack[len(stack) - count :]
            del stack[len(stack) - count :]
            if awaits and any(type(item) is _Awaited for item in items):
                later.append((_fill, stack[-1], names, items))
            else:
                _fill(stack[-1], names, items)
        elif step == 11:  # a method of the instance below; what it raises is passed over
            name, count, names = take(), take(), take()
            items = stack[len(stack) - count :]
            del stack[len(stack) - count :]
            positional = items[: count - len(names)]
            try:
                getattr(stack[-1], name)(*positional, **dict(zip(names, items[count - len(names) :])))
            except Exception:
                pass
        elif step == 12:  # an instance that is there, to come back to; with its maker where it has one
            place, has_state = take(), take()
            instance = pop()
            if instance is not _ABSENT:
                kept[place] = instance
            if has_state:
                parked[place] = pop(), instance
        elif step == 13:
            stack.extend(parked.pop(take()))
        elif step == 14:
            pop()
        else:  # a tuple or a frozenset
            count = take()
            items = stack[len(stack) - count :]
            del stack[len(stack) - count :]
            if awaits and any(type(item) is _Awaited for item in items):
                raise Unmakeable('cannot be made: a value that cannot change refers to itself')
            push(tuple(items) if step == 9 else _hashed(frozenset, items))
    for fill, container, names, items in later:
        fill(container, names, [kept[each.place] if type(each) is _Awaited else each for each in items])
    return stack[0]


def _fill(container, names, items):
    kind = type(container)
    if kind is list:
        container.extend(items)
    elif kind is set:
        container.update(_hashed(set, items))
    elif names is not None:
        container.update(zip(names, items))
    else:
        try:
            container.update(zip(items[::2], items[1::2]))
        except Exception as error:
            raise Unmakeable('cannot be made: a key of a dict raised %s' % _raised(error)) from None


def _hashed(kind, items):
    try:
        return kind(items)
    except Exception as error:
        raise Unmakeable('cannot be made: a member of a set raised %s' % _raised(error)) from None


def _called(kind, name, items, names):
    named = dict(zip(names, items[len(items) - len(names) :])) if names else {}
    try:
        return kind(*items[: len(items) - len(names)], **named)
    except Exception as error:
        raise Unmakeable('cannot be made: %s(…) raised %s' % (name, _raised(error))) from None


def _set_all(instance, names, items):
    for name, item in zip(names, items):
        try:
            setattr(instance, name, item)
        except Exception as error:
            where = '%s.%s' % (type(instance).__qualname__, name)
            raise Unmakeable('cannot be made: setting %s raised %s' % (where, _raised(error))) from None


def _raised(error):
    try:
        text = str(error)[:300]
    except Exception:
        text = ''
    return type(error).__qualname__ + (': ' + text if text else '')


# ── Names ────────────────────────────────────────────────────────────────────────────────────


def _found(name, module, types):
    found = types.get(name)
    if found is None:
        found = types[name] = _find(name, module)
    return found


def _find(name, module):
    """What a name means: one of the file itself, a builtin, or one behind a module's name."""
    missing = object()
    own = module.__name__
    last = own.rpartition('.')[2]
    within = [name]
    # The file by its name, by that which it has as a program, and by one that its folders lack.
    within += [name[len(each) + 1 :] for each in (own, '__main__') if name.startswith(each + '.')]
    for path in within:
        found = _walk(module, path.split('.'), missing)
        if found is not missing:
            return found
    parts = name.split('.')
    if len(parts) == 1:
        found = getattr(builtins, name, missing)
    else:
        found = _imported(parts, missing)
        for index, part in enumerate(parts[:-1]):
            if found is missing and part == last:
                found = _walk(module, parts[index + 1 :], missing)
    if found is missing:
        where = 'in the file or among the builtins' if len(parts) == 1 else 'in the project or in Python'
        raise Unmakeable('cannot be made: there is no %s %s' % (name, where))
    return found


def _walk(holder, parts, missing):
    for part in parts:
        holder = getattr(holder, part, missing)
        if holder is missing:
            break
    return holder


def _imported(parts, missing):
    holder = None
    for index, part in enumerate(parts):
        found = missing if holder is None else getattr(holder, part, missing)
        if found is missing and (holder is None or isinstance(holder, type(sys))):
            path = '.'.join(parts[: index + 1])
            try:
                __import__(path)
            except ImportError:
                return missing
            except Exception as error:
                raise Unmakeable('cannot be made: importing %s raised %s' % (path, _raised(error)))
            found = sys.modules.get(path, missing)
        if found is missing:
            return missing
        holder = found
    return holder


# ── Objects by their state ───────────────────────────────────────────────────────────────────


def _maker(name, module, types):
    if name in _CONSTANTS:
        return _Constant(_CONSTANTS[name])
    if name in _REFERENCES:
        return _Reference(module, types)
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
        if type(name) is not str or '<' in name:
            raise Unmakeable('cannot be made: a function without a place of its own, %s' % (name,))
        return _found(name, self.module, self.types)


class _Constant:
    shell = None

    def __init__(self, value):
        self.value = value

    def made(self, state):
        return self.value


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
        elif name == 'numpy.ndarray' or hasattr(kind, 'tolist') and hasattr(kind, 'dtype'):
            self.content, self.is_bare = _array, True
        else:
            self.find()

    def find(self):
        for base in self.kind.__mro__:
            name = _plain_name(base)
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
}


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


def _array(kind, content):
    import numpy

    type_, items = content
    made = numpy.array(items, dtype=type_)
    return made if kind is numpy.ndarray else made[()]


_CONSTANTS = {'ellipsis': Ellipsis, 'NotImplementedType': NotImplemented}
_REFERENCES = frozenset({'type', 'function', 'builtin_function_or_method'})

# Types that no name leads to.
_BOUND = {
    **{name: 'it is a view of a dict that is not known' for name in ('dict_keys', 'dict_values', 'dict_items')},
    'iterator': 'of an iterator only the items are known: give a list',
    'generator': 'a generator is bound to the call that made it',
    'coroutine': 'a coroutine is bound to the call that made it',
    'async_generator': 'a generator is bound to the call that made it',
    'method': 'of a method the instance is not known',
    'module': 'a module is no value that can be made',
    'memoryview': 'a memoryview is bound to what it looks at',
    'code': 'code is no value that can be made',
    'frame': 'a frame is bound to its process',
    'traceback': 'a traceback is bound to its process',
}
