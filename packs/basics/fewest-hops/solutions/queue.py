# Search in breadth with a queue over lists of neighbours.
# time O(v + e), memory O(v + e)
from collections import deque


def fewest_hops(stations, links, start, goal):
    neighbours = [[] for _ in range(stations)]
    for a, b in links:
        neighbours[a].append(b)
        neighbours[b].append(a)
    hops = [-1] * stations
    hops[start] = 0
    queue = deque([start])
    while queue:
        station = queue.popleft()
        if station == goal:
            return hops[station]
        for other in neighbours[station]:
            if hops[other] < 0:
                hops[other] = hops[station] + 1
                queue.append(other)
    return -1
