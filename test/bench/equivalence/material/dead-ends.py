# function: dead_ends

# %% inputs
def inputs(random):
    n = random.randint(1, 7)
    pairs = [(a, b) for b in range(1, n + 1) for a in range(1, b)]
    tree = {(random.randint(1, b - 1), b) for b in range(2, n + 1)}
    roads = list(tree | set(random.sample(pairs, random.randint(0, len(pairs)))))
    random.shuffle(roads)
    return [n, [list(road) for road in roads]]


# %% original
def dead_ends(n, roads):
    """
    Towns have the numbers 1 to n. How many of them have one neighbour only?

    Args:
        n (int): How many towns there are, at least 1.
        roads (list[list[int]]): Pairs of towns. There is at most one road between two towns.

    Constraints:
        roads[i].length == 2
        1 <= a_i < b_i <= n
        roads[i] = [a_i, b_i]
    """
    count = 0
    for town in range(1, n + 1):
        others = {b if a == town else a for a, b in roads if town in (a, b)}
        others.discard(town)
        if len(others) == 1:
            count += 1
    return count


# %% right degrees: each road counts for both of its ends
def dead_ends(n, roads):
    degree = [0] * (n + 1)
    for a, b in roads:
        degree[a] += 1
        degree[b] += 1
    return degree.count(1)
