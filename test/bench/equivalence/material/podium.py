# function: podium

# %% inputs
def inputs(random):
    names = random.sample(['ada', 'bo', 'cy', 'di', 'ed', 'flo'], random.randint(0, 6))
    return [{name: random.randint(0, 4) for name in names}]


# %% original
def podium(points: dict[str, int]) -> list[str]:
    """The names of the best three; where points are equal, by name."""
    order = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    return [name for name, _ in order[:3]]


# %% right smallest: a heap of three
import heapq


def podium(points):
    best = heapq.nsmallest(3, points, key=lambda name: (-points[name], name))
    return best


# %% wrong as-given: equal points keep the order of the dictionary
def podium(points):
    return sorted(points, key=points.get, reverse=True)[:3]


# %% wrong backwards: reversing turns the names around too
def podium(points):
    pairs = sorted(((score, name) for name, score in points.items()), reverse=True)
    return [name for _, name in pairs[:3]]


# %% wrong one-each: one name for each number of points
def podium(points):
    by_points = {}
    for name in sorted(points):
        by_points.setdefault(points[name], name)
    return [by_points[score] for score in sorted(by_points, reverse=True)[:3]]
