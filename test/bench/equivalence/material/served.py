# function: served

# %% inputs
def inputs(random):
    waiting = [random.choice('abcd') for _ in range(random.randint(0, 6))]
    return [New('collections.deque', waiting), random.randint(-1, 7)]


# %% original
from collections import deque


def served(waiting: deque[str], count: int) -> list[str]:
    """Takes so many from the front, and puts a mark behind those that are left."""
    taken = []
    while waiting and len(taken) < count:
        taken.append(waiting.popleft())
    if waiting:
        waiting.append('-')
    return taken


# %% right counted: as many as there are
from collections import deque


def served(waiting, count):
    taken = [waiting.popleft() for _ in range(min(count, len(waiting)))]
    if waiting:
        waiting.append('-')
    return taken


# %% wrong sliced: nobody leaves
from collections import deque


def served(waiting, count):
    taken = list(waiting)[: max(count, 0)]
    if len(waiting) > len(taken):
        waiting.append('-')
    return taken


# %% wrong always-marked: an empty row gets a mark
from collections import deque


def served(waiting, count):
    taken = [waiting.popleft() for _ in range(min(count, len(waiting)))]
    waiting.append('-')
    return taken
