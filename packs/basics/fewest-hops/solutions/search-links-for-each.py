# Take stations from a queue, and go through all links for the neighbours of each.
# time O(v e), memory O(v)


def fewest_hops(stations, links, start, goal):
    hops = {start: 0}
    queue = [start]
    for station in queue:
        if station == goal:
            return hops[station]
        for a, b in links:
            if a == station:
                other = b
            elif b == station:
                other = a
            else:
                continue
            if other not in hops:
                hops[other] = hops[station] + 1
                queue.append(other)
    return -1
