# Queue whole ways instead of stations, and measure the first one that arrives.
# time O(v d + e), memory O(v d)


def fewest_hops(stations, links, start, goal):
    neighbours = {}
    for a, b in links:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    ways = [[start]]
    visited = [start]
    seen = {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return len(way) - 1
        for other in neighbours.get(way[-1], set()):
            if other not in seen:
                seen.add(other)
                visited.append(other)
                ways.append(way + [other])
    return -1
