# Grow the set of what is reached ring by ring, by union of the neighbours.
# time O(v + e), memory O(v + e)


def fewest_hops(stations, links, start, goal):
    neighbours = [set() for _ in range(stations)]
    for a, b in links:
        neighbours[a].add(b)
        neighbours[b].add(a)
    reached = {start}
    ring = {start}
    hops = 0
    while ring:
        if goal in ring:
            return hops
        ring = set().union(*[neighbours[station] for station in ring]) - reached
        reached |= ring
        hops += 1
    return -1
