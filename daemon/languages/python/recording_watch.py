"""Has the calls of a function or method recorded. It follows the text of recording.py."""

import functools
import weakref
from contextvars import ContextVar

ITEMS = 10_000
CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR = 0x20, 0x80, 0x200

_awaiting = ContextVar('afterburner_awaiting', default=0)


class _Watch:
    """What a call's arguments are, by how the function is bound."""

    def __init__(self, owner=None):
        self.owner = owner
        self.made = {}
        self.function = None

    def split(self, args):
        """The instance, and the arguments without what the function is bound to."""
        binding = PLAN['binding']
        if binding == 'static' or binding is None:
            return None, args
        if not args:
            raise _Unreadable('(no instance)')
        first, rest = args[0], args[1:]
        if binding == 'class':
            if first is not self.owner:
                raise _Unreadable('%s, a class of its own' % _plain_name(first))
            return None, rest
        reached = getattr(type(first), PLAN['last'], None)
        if reached is not self.function:
            raise _Unreadable('%s, which overrides it' % _plain_name(type(first)))
        return first, rest

    def instance_text(self, instance, room):
        if instance is None:
            return '"init":null'
        _weigh([instance], room, _ENDLESS)
        state = _text_of(instance)
        known = self.made.get(id(instance))
        if known is not None and known[1] == hash(state):
            return known[2]
        if self.is_unmade(instance):
            return '"init":null'
        return '"init":null,"self":%s' % state

    def is_unmade(self, instance):
        """Whether it is what calling its class without arguments gives."""
        kind = self.owner
        plain = kind.__init__ is object.__init__ and kind.__new__ is object.__new__
        return plain and type(instance) is kind and len(_parts_of(instance, kind)) == 0

    def watch_making(self):
        """Keeps what instances were made of, as long as they are as they were made."""
        kind = self.owner
        making = kind.__init__
        if type(making) is not _Function or PLAN['last'] == '__init__':
            return
        watch = self
        tried = [0]

        @functools.wraps(making)
        def __init__(self, *args, **kwargs):
            text = None
            if type(self) is kind and not _here.busy:
                text = watch.making_text(making, self, args, kwargs, tried)
            making(self, *args, **kwargs)
            if text is not None:
                watch.keep(self, text)

        kind.__init__ = __init__

    def making_text(self, making, instance, args, kwargs, tried):
        tried[0] += 1
        count = tried[0]
        if count > ALL_OF and count % (1 + count // ALL_OF) or not _recorder.affords_making():
            return None
        started = _clock()
        _here.busy = True
        try:
            _weigh([*args, *kwargs.values()], PLAN['longest'])
            args, kwargs = _by_place(making, instance, args, kwargs)
            texts = _texts(args)
            if not kwargs:
                return '"init":[%s]' % texts
            return '"init":null,"self":{"$new":{"type":%s,"args":[%s],"kwargs":{%s}}}' % (
                _quote(_type_name(self.owner)),
                _in_one(args),
                _in_one_named(args, kwargs),
            )
        except Exception:
            return None
        finally:
            _here.busy = False
            _recorder.spent_making += _clock() - started

    def keep(self, instance, text):
        started = _clock()
        _here.busy = True
        made = self.made
        place = id(instance)
        try:
            _weigh([instance], PLAN['longest'])
            state = hash(_Encoder().text(instance))
            if len(made) < 10_000:
                forget = weakref.ref(instance, lambda _: made.pop(place, None))
                made[place] = forget, state, text
        except Exception:
            made.pop(place, None)
        finally:
            _here.busy = False
            _recorder.spent_making += _clock() - started


def _in_one(args):
    """Within one value containers are numbered on; where that would matter, it is given up."""
    return ','.join([_unshared(value) for value in args])


def _in_one_named(args, kwargs):
    return ','.join(['%s:%s' % (_quote(key), _unshared(kwargs[key])) for key in kwargs])


def _unshared(value):
    text = _Encoder().text(value)
    if '"$ref"' in text:
        raise _Unreadable('(shared)')
    return text


def _by_place(making, instance, args, kwargs):
    """Keyword arguments as positional ones, as far as they can be."""
    if not kwargs:
        return args, kwargs
    from inspect import signature

    bound = signature(making).bind(instance, *args, **kwargs)
    return bound.args[1:], bound.kwargs


def _watched(function, watch):
    """The function with its calls recorded; whatever else it is stays."""
    flags = function.__code__.co_flags if type(function) is _Function else 0
    if flags & CO_COROUTINE:
        recorded = _awaited(function, watch)
    elif flags & CO_GENERATOR:
        recorded = _iterated(function, watch)
    elif flags & CO_ASYNC_GENERATOR:
        recorded = _begun(function, watch)
    else:
        recorded = _called(function, watch)
    functools.update_wrapper(recorded, function)
    for name in ('cache_clear', 'cache_info', 'cache_parameters'):
        if hasattr(function, name) and not hasattr(recorded, name):
            setattr(recorded, name, getattr(function, name))
    watch.function = recorded
    return recorded


def _called(function, watch):
    def recorded(*args, **kwargs):
        depth = _here.depth
        _here.depth = depth + 1
        try:
            note = _noted(watch, depth, args, kwargs)
            if note is None:
                if depth:
                    return function(*args, **kwargs)
                began = _clock()
                result = function(*args, **kwargs)
                _passed(_clock() - began, args, kwargs)
                return result
            note.begin()
            try:
                result = function(*args, **kwargs)
            except BaseException as error:
                _finished(note, error, raised=True)
                raise
            # An iterator is the caller's to use up.
            _finished(note, result, is_known=not hasattr(type(result), '__next__'))
            return result
        finally:
            _here.depth = depth

    return recorded


def _awaited(function, watch):
    async def recorded(*args, **kwargs):
        depth = _awaiting.get()
        token = _awaiting.set(depth + 1)
        try:
            note = _noted(watch, depth, args, kwargs)
            if note is None:
                return await function(*args, **kwargs)
            note.begin()
            try:
                result = await function(*args, **kwargs)
            except BaseException as error:
                # Cancelled from outside: that is no outcome of its own.
                is_own = isinstance(error, Exception)
                _finished(note, error, raised=True, is_known=is_own)
                raise
            _finished(note, result)
            return result
        finally:
            try:
                _awaiting.reset(token)
            except ValueError:
                pass

    return recorded


def _begun(function, watch):
    def recorded(*args, **kwargs):
        note = _noted(watch, 0, args, kwargs)
        if note is not None:
            _finished(note, None, is_known=False)
        return function(*args, **kwargs)

    return recorded


def _iterated(function, watch):
    def recorded(*args, **kwargs):
        note = _noted(watch, 0, args, kwargs)
        generator = function(*args, **kwargs)
        return generator if note is None else _relayed(generator, note)

    return recorded


def _relayed(generator, note):
    """The generator, with what it yields kept; it is told whatever this one is told."""
    items = []
    step, given, is_known = generator.send, None, True
    while True:
        began = _clock()
        try:
            item = step(given)
        except StopIteration as stop:
            note.spent += _clock() - began
            _finished(note, _Drained(items), is_known=is_known)
            return stop.value
        except BaseException as error:
            note.spent += _clock() - began
            _finished(note, error, raised=True, is_known=is_known)
            raise
        note.spent += _clock() - began
        if is_known:
            items.append(item)
            if len(items) > ITEMS:
                items, is_known = [], False
        try:
            given = yield item
            step = generator.send
            is_known = is_known and given is None
        except GeneratorExit:
            generator.close()
            _finished(note, None, is_known=False)
            raise
        except BaseException as error:
            step, given, is_known = generator.throw, error, False


def watch(found):
    """The decorator that stands in the function's file, on it or on the class around it."""
    try:
        recorder = _started()
        if isinstance(found, type):
            _subjects.add(found.__module__)
            _watch_method(found)
            return found
        _subjects.add(getattr(found, '__module__', None))
        if type(found) is not _Function and not hasattr(found, 'cache_info'):
            recorder.log.counts[OPAQUE] = 1
            return found
        return _watched(found, _Watch())
    except Exception:
        return found


def _watch_method(kind):
    name = PLAN['last']
    found = kind.__dict__.get(name)
    binder = type(found) if type(found) in (staticmethod, classmethod) else None
    inner = found if binder is None else found.__func__
    if type(inner) is not _Function and not hasattr(inner, 'cache_info'):
        _recorder.log.counts[OPAQUE] = 1
        return
    watch = _Watch(kind)
    recorded = _watched(inner, watch)
    setattr(kind, name, recorded if binder is None else binder(recorded))
    if PLAN['binding'] == 'instance':
        watch.watch_making()
