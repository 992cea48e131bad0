# function: nearest

# %% inputs
def inputs(random):
    n = random.randint(2, 6)
    far = [[0] * n for _ in range(n)]
    for a in range(n):
        for b in range(a):
            far[a][b] = far[b][a] = random.randint(1, 20)
    return [far]


# %% original
def nearest(dist: list[list[int]]) -> int:
    """The smallest distance between two different towns.

    Requirements:
        * dist is a square matrix, and 2 <= len(dist) <= 100
        * dist[i][i] == 0
        * dist[i][j] == dist[j][i]
        * dist[i][j] > 0 for i != j
    """
    best = None
    for a in range(len(dist)):
        for b in range(len(dist)):
            if a != b and (best is None or dist[a][b] < best):
                best = dist[a][b]
    return best


# %% right upper-half: the other half says the same
def nearest(dist: list[list[int]]) -> int:
    return min(min(row[at + 1 :]) for at, row in enumerate(dist[:-1]))
