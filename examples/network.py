"""How far is everyone from here?"""


def hop_counts(links, start):
    """Map each node that can be reached from start to the number of links on the way.

    Links go both ways. Nodes are listed in the order in which they are reached.
    """
    neighbours = {}
    for a, b in links:
        if a not in neighbours:
            neighbours[a] = []
        if b not in neighbours:
            neighbours[b] = []
        neighbours[a].append(b)
        neighbours[b].append(a)

    hops = {start: 0}
    visited = [start]
    queue = [start]
    while len(queue) > 0:
        node = queue.pop(0)
        for other in neighbours.get(node, []):
            if other in visited:
                continue
            visited.append(other)
            queue.append(other)
            hops[other] = hops[node] + 1
    return hops
