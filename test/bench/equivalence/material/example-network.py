# function: hop_counts
# original: examples/network.py

# %% inputs
def inputs(random):
    links = [[random.randint(0, 5), random.randint(0, 5)] for _ in range(random.randint(0, 8))]
    return [links, random.randint(0, 6)]


# %% right deque: a queue from both ends
from collections import defaultdict, deque


def hop_counts(links, start):
    neighbours = defaultdict(list)
    for a, b in links:
        neighbours[a].append(b)
        neighbours[b].append(a)
    hops = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in neighbours.get(node, ()):
            if other not in hops:
                hops[other] = hops[node] + 1
                queue.append(other)
    return hops


# %% wrong one-way: links go one way
def hop_counts(links, start):
    hops, layer = {start: 0}, [start]
    while layer:
        layer = [b for a, b in links if a in layer and b not in hops]
        for node in layer:
            hops[node] = max(hops.values()) + (0 if node in hops else 1)
    return hops


# %% wrong deep: walks in depth and keeps the first way
def hop_counts(links, start):
    hops = {}

    def visit(node, count):
        if node in hops:
            return
        hops[node] = count
        for a, b in links:
            if a == node:
                visit(b, count + 1)
            elif b == node:
                visit(a, count + 1)

    visit(start, 0)
    return hops
