"""A clock and chance that are the same for the same arguments, for exploring alone.

Two versions of a function are held against each other here, in processes that run at different
times. Time and chance are therefore made from the arguments of the call. Nothing of this is in a
process that measures.

The clock stands still during a call, so that a version which reads it more often does not differ for
that alone; `sleep` moves it and returns at once. Who reads it a hundred times in one call is taken to
wait for it, and from then on it goes on by a millisecond with each reading.

What is replaced is replaced before the user's module is imported, so that `from time import time`
finds it too; modules that come later are changed as they are imported. The harness has its own
references to the real clock, and so have locks and queues, which wait in earnest.
"""

import os
import sys
import time
from binascii import crc32
from hashlib import sha256
from types import ModuleType

# A day in 2023, in seconds since 1970, from which each call's own time is a part of three years off.
_EPOCH = 1_700_000_000
_SPAN = 3 * 365 * 86400
# Of the clocks without a date.
_STARTED = 1_000_000_000_000
_READINGS = 100
_STEP_NS = 1_000_000

_real_time = ModuleType('time')
_real_time.__dict__.update(time.__dict__)


class _State:
    """What belongs to one call."""

    def __init__(self):
        self.begin(b'', 0)

    def begin(self, packed, seed):
        self.now_ns = (_EPOCH + crc32(packed) % _SPAN) * 1_000_000_000
        self.passed_ns = 0
        self.readings = 0
        self.key = b'%d %d ' % (seed, crc32(packed))
        self.drawn = 0
        self.chance = seed * 4294967296 + crc32(packed)
        random = sys.modules.get('random')
        if random is not None:
            random.seed(self.chance)
        # A counter of the module that makes uuids, which would go on from call to call.
        uuid = sys.modules.get('uuid')
        if uuid is not None:
            uuid._last_timestamp = None
        numpy = sys.modules.get('numpy.random')
        if numpy is not None and hasattr(numpy, 'seed'):
            numpy.seed(crc32(self.key))

    def read(self):
        """Nanoseconds that have passed since the call began."""
        self.readings += 1
        if self.readings > _READINGS:
            self.passed_ns += _STEP_NS
        return self.passed_ns

    def bytes(self, count):
        found = b''
        while len(found) < count:
            self.drawn += 1
            found += sha256(self.key + b'%d' % self.drawn).digest()
        return found[:count]


_state = _State()
begin = _state.begin


# ── time ─────────────────────────────────────────────────────────────────────────────────────


def _wall_ns():
    return _state.now_ns + _state.read()


def _wall():
    return _wall_ns() / 1e9


def _steady_ns():
    return _STARTED + _state.read()


def _steady():
    return _steady_ns() / 1e9


def _advance(seconds):
    _state.passed_ns += int(seconds * 1e9)


def _sleep(seconds, /):
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    _advance(seconds)


def _of_now(convert):
    """`localtime` and the like, of the moment where none is given."""

    def converted(seconds=None, /):
        return convert(_wall() if seconds is None else seconds)

    converted.__name__ = convert.__name__
    return converted


def _asctime(moment=None, /):
    return _real_time.asctime(_real_time.localtime(_wall()) if moment is None else moment)


def _strftime(form, moment=None, /):
    return _real_time.strftime(form, _real_time.localtime(_wall()) if moment is None else moment)


def _clock_gettime_ns(which, /):
    return _wall_ns() if which == _real_time.CLOCK_REALTIME else _steady_ns()


def _clock_gettime(which, /):
    return _clock_gettime_ns(which) / 1e9


def _change_time():
    changed = {
        'time': _wall,
        'time_ns': _wall_ns,
        'sleep': _sleep,
        'localtime': _of_now(_real_time.localtime),
        'gmtime': _of_now(_real_time.gmtime),
        'ctime': _of_now(_real_time.ctime),
        'asctime': _asctime,
        'strftime': _strftime,
        'clock_gettime': _clock_gettime,
        'clock_gettime_ns': _clock_gettime_ns,
    }
    for name in ('monotonic', 'perf_counter', 'process_time', 'thread_time'):
        changed[name], changed[name + '_ns'] = _steady, _steady_ns
    for name, function in changed.items():
        setattr(time, name, function)


# ── datetime ─────────────────────────────────────────────────────────────────────────────────


def _substitute(real, extra):
    """A subclass that answers for the real type: what the real one made is an instance of it."""

    class Alike(type(real)):
        def __instancecheck__(cls, value):
            return isinstance(value, real) if cls is made else type.__instancecheck__(cls, value)

        def __subclasscheck__(cls, other):
            return issubclass(other, real) if cls is made else type.__subclasscheck__(cls, other)

    def representation(self):
        text = real.__repr__(self)
        return 'datetime.' + text if type(self) is made else text

    made = Alike(
        real.__name__,
        (real,),
        {'__slots__': (), '__module__': 'datetime', '__repr__': representation, **extra},
    )
    return made


def _change_datetime(module):
    def now(cls, tz=None):
        return cls.fromtimestamp(_wall(), tz)

    def utcnow(cls):
        return cls.fromtimestamp(_wall(), module.timezone.utc).replace(tzinfo=None)

    def today(cls):
        return cls.fromtimestamp(_wall())

    of_moment = {'now': classmethod(now), 'utcnow': classmethod(utcnow), 'today': classmethod(today)}
    module.date = _substitute(module.date, {'today': classmethod(today)})
    module.datetime = _substitute(module.datetime, of_moment)
    for moment in ('min', 'max'):
        real = getattr(module.datetime, moment)
        setattr(module.datetime, moment, module.datetime.fromisoformat(real.isoformat()))
        real = getattr(module.date, moment)
        setattr(module.date, moment, module.date.fromisoformat(real.isoformat()))


# ── Chance ───────────────────────────────────────────────────────────────────────────────────


def _urandom(size, /):
    return _state.bytes(size)


def _getrandom(size, flags=0):
    return _state.bytes(size)


def _seed():
    return int.from_bytes(_state.bytes(16), 'little')


def _change_random(module):
    real = module.Random.seed

    def seed(self, a=None, version=2):
        real(self, _seed() if a is None else a, version)

    module.Random.seed = seed
    module.seed = module._inst.seed
    # Imported in a call, it begins as in a call that finds it there.
    module.seed(_state.chance)
    # What SystemRandom draws from, and so `secrets`.
    module._urandom = _urandom


def _change_uuid(module):
    # Before 3.9 the system's functions were looked up at each call.
    module._load_system_functions = lambda: None
    module._generate_time_safe = None
    module._UuidCreate = None
    module._node = 0x0123456789AB


def _change_numpy(module):
    real = getattr(module, 'default_rng', None)
    if real is None:
        return

    def default_rng(seed=None):
        return real(_seed() if seed is None else seed)

    module.default_rng = default_rng


# ── Those who wait ───────────────────────────────────────────────────────────────────────────


class _Selector:
    """Of an event loop: where nothing is ready, the time until something is passes at once."""

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def select(self, timeout=None):
        if timeout is None or timeout <= 0 or _has_threads():
            return self._real.select(timeout)
        events = self._real.select(0)
        if not events:
            _advance(timeout)
        return events


def _has_threads():
    threading = sys.modules.get('threading')
    return threading is not None and threading.active_count() > 1


def _change_loop(module):
    loop = module.BaseSelectorEventLoop
    real = loop.__init__

    def __init__(self, selector=None):
        real(self, selector)
        self._selector = _Selector(self._selector)

    loop.__init__ = __init__


def _in_earnest(**names):
    def change(module):
        for name, value in names.items():
            setattr(module, name, value)

    return change


_changes = {
    'datetime': _change_datetime,
    'random': _change_random,
    'uuid': _change_uuid,
    'numpy.random': _change_numpy,
    'asyncio.selector_events': _change_loop,
    'threading': _in_earnest(_time=_real_time.monotonic),
    'queue': _in_earnest(time=_real_time.monotonic),
    'subprocess': _in_earnest(_time=_real_time.monotonic),
    'concurrent.futures._base': _in_earnest(time=_real_time),
}


class _Importer:
    """Changes modules that are imported later, as soon as they are there."""

    def find_spec(self, name, path=None, target=None):
        if name not in _changes:
            return None
        for finder in sys.meta_path:
            if finder is self:
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _Loader(spec.loader, _changes[name])
                return spec
        return None


class _Loader:
    def __init__(self, real, change):
        self._real = real
        self._change = change

    def __getattr__(self, name):
        return getattr(self._real, name)

    def create_module(self, spec):
        return self._real.create_module(spec)

    def exec_module(self, module):
        self._real.exec_module(module)
        # Whoever asks the module where it comes from finds what brought it.
        module.__loader__ = module.__spec__.loader = self._real
        self._change(module)


def install():
    _change_time()
    os.urandom = _urandom
    if hasattr(os, 'getrandom'):
        os.getrandom = _getrandom
    for name, change in _changes.items():
        if name in sys.modules:
            change(sys.modules[name])
    sys.meta_path.insert(0, _Importer())
