# function: nearest

# %% inputs
def inputs(random):
    return [[random.randint(-6, 6) for _ in range(random.randint(0, 6))], random.randint(-7, 7)]


# %% original
def nearest(values, target):
    """
    The value that is nearest to the target; the smaller where two are as near. None of no values.

    :param list[int] values: in any order
    :param int target: what they are held against
    """
    best = None
    for value in values:
        if best is None:
            best = value
        elif abs(value - target) < abs(best - target):
            best = value
        elif abs(value - target) == abs(best - target) and value < best:
            best = value
    return best


# %% right minimum: by distance, then by value
def nearest(values, target):
    return min(values, key=lambda value: (abs(value - target), value), default=None)


# %% wrong first: the first of two as near
def nearest(values, target):
    return min(values, key=lambda value: abs(value - target), default=None)


# %% wrong larger: the larger of two as near
from bisect import bisect_left


def nearest(values, target):
    if not values:
        return None
    ordered = sorted(values)
    place = bisect_left(ordered, target)
    if place == 0:
        return ordered[0]
    if place == len(ordered):
        return ordered[-1]
    before, after = ordered[place - 1], ordered[place]
    return before if target - before < after - target else after


# %% wrong falsy: a value of 0 is taken for none
def nearest(values, target):
    best = None
    for value in sorted(values):
        if not best or abs(value - target) < abs(best - target):
            best = value
    return best
