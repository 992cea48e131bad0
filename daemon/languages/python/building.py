"""Makes the instances that a call is given, afresh for each pass and outside what is measured.

It is sent to the sandbox where a call holds instances, or values that refer to others, and loaded
by the harness then. recipes.ts writes what it reads: for each value a row of steps for a machine
with a stack, so that a chain of any length needs no recursion. What `$object` says is the state that
encoding.py writes; objects.py, whose text follows, takes that back.
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
    # What of each positional argument can be given to those after it.
    shared = []
    return (
        own and _made('self', own, module, types, []),
        [_made('init[%d]' % index, each, module, types, []) for index, each in enumerate(init)],
        [_made('args[%d]' % index, each, module, types, shared) for index, each in enumerate(args)],
        {name: _made('kwargs.%s' % name, each, module, types, []) for name, each in kwargs.items()},
    )


def _types_of(module):
    """What names were found to mean in this copy of the module."""
    if _latest[0] is not module:
        _latest[:] = [module, {}]
    return _latest[1]


_latest = [None, {}]


def _made(place, steps, module, types, shared):
    try:
        return _run(steps, module, types, shared)
    except Unmakeable as reason:
        raise Unmakeable('%s %s' % (place, reason)) from None


def _run(steps, module, types, shared):
    stack = []
    push, pop = stack.append, stack.pop
    kept = {}
    shared.append(kept)
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
        elif step == 15:  # an instance of an argument before
            argument, place = take(), take()
            push(shared[argument][place])
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
