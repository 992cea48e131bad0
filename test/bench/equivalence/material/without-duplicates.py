# function: without_duplicates

# %% inputs
def inputs(random):
    return [[random.randint(-4, 4) for _ in range(random.randint(0, 9))]]


# %% original
def without_duplicates(items: list[int]) -> list[int]:
    """The items in their order, each where it occurs first."""
    result = []
    for item in items:
        if item not in result:
            result.append(item)
    return result


# %% right dict: keys of a dict keep their order
def without_duplicates(items):
    return list(dict.fromkeys(items))


# %% right seen: a set of what was seen
def without_duplicates(items):
    seen = set()
    return [item for item in items if not (item in seen or seen.add(item))]


# %% wrong set: the order of a set
def without_duplicates(items):
    return list(set(items))


# %% wrong neighbours: looks at the item before alone
from itertools import groupby


def without_duplicates(items):
    return [item for item, _ in groupby(items)]


# %% wrong last-ones: each where it occurs last
def without_duplicates(items):
    return list(dict.fromkeys(reversed(items)))[::-1]
