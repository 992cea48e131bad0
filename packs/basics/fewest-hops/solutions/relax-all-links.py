# Improve both ends of all links until nothing changes.
# time O(d e), memory O(v)


def fewest_hops(stations, links, start, goal):
    far = float('inf')
    hops = [far] * stations
    hops[start] = 0
    changed = True
    while changed:
        changed = False
        for a, b in links:
            if hops[a] + 1 < hops[b]:
                hops[b] = hops[a] + 1
                changed = True
            if hops[b] + 1 < hops[a]:
                hops[a] = hops[b] + 1
                changed = True
    return -1 if hops[goal] == far else hops[goal]
