# function: after

# %% inputs
def inputs(random):
    return [New('Light', random.randint(1, 4)), random.random() < 0.5]


# %% original
from enum import Enum, auto


class Light(Enum):
    RED = auto()
    READY = auto()
    GREEN = auto()
    AMBER = auto()


def after(light: Light, is_night: bool) -> Light:
    """The light that follows; at night amber stays on whatever was."""
    if is_night:
        return Light.AMBER
    if light is Light.RED:
        return Light.READY
    elif light is Light.READY:
        return Light.GREEN
    elif light is Light.GREEN:
        return Light.AMBER
    return Light.RED


# %% right by-number: the next member, and the first after the last
from enum import Enum, auto


class Light(Enum):
    RED = auto()
    READY = auto()
    GREEN = auto()
    AMBER = auto()


def after(light, is_night):
    return Light.AMBER if is_night else Light(light.value % 4 + 1)


# %% wrong numbers: gives the member's number
from enum import Enum, auto


class Light(Enum):
    RED = auto()
    READY = auto()
    GREEN = auto()
    AMBER = auto()


def after(light, is_night):
    return Light.AMBER if is_night else light.value % 4 + 1


# %% wrong stuck: amber at day stays amber
from enum import Enum, auto


class Light(Enum):
    RED = auto()
    READY = auto()
    GREEN = auto()
    AMBER = auto()


def after(light, is_night):
    if is_night or light is Light.AMBER:
        return Light.AMBER
    return Light(light.value + 1)
