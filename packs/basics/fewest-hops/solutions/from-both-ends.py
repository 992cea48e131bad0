# Grow rings from both ends, the smaller one first, until they meet.
# time O(e), memory O(e)


def fewest_hops(stations, links, start, goal):
    if start == goal:
        return 0
    neighbours = {}
    find = neighbours.get
    for a, b in links:
        known = find(a)
        if known is None:
            neighbours[a] = [b]
        else:
            known.append(b)
        known = find(b)
        if known is None:
            neighbours[b] = [a]
        else:
            known.append(a)
    near, far = {start}, {goal}
    own, others = [start], [goal]
    hops = 0
    while own and others:
        if len(own) > len(others):
            near, far, own, others = far, near, others, own
        hops += 1
        ring = []
        for station in own:
            for other in find(station, ()):
                if other in far:
                    return hops
                if other not in near:
                    near.add(other)
                    ring.append(other)
        own = ring
    return -1
