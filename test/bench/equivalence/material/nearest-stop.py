# function: nearest

# %% inputs
def inputs(random):
    stops = [random.randint(-20, 20) for _ in range(random.randint(0, 6))]
    return [stops, random.randint(-20, 20)]


# %% original
def nearest(stops: list[int], place: int) -> int:
    """The stop that is nearest to the place; of two, the one that is listed first.

    Raises ValueError where there is no stop.
    """
    if not stops:
        raise ValueError('there is no stop')
    best = stops[0]
    for stop in stops[1:]:
        if abs(stop - place) < abs(best - place):
            best = stop
    return best


# %% right min: the first of the smallest
def nearest(stops, place):
    return min(stops, key=lambda stop: abs(stop - place))


# %% wrong sorted: of two, the smaller one
def nearest(stops, place):
    if not stops:
        raise ValueError('there is no stop')
    return min(stops, key=lambda stop: (abs(stop - place), stop))


# %% wrong last: of two, the one that is listed last
def nearest(stops, place):
    if not stops:
        raise ValueError('no stop')
    best = stops[0]
    for stop in stops:
        if abs(stop - place) <= abs(best - place):
            best = stop
    return best


# %% wrong none: gives nothing where there is no stop
def nearest(stops, place):
    return min(stops, key=lambda stop: abs(stop - place), default=None)
