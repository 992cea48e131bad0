# Search in breadth, and remember in a list what was visited.
# time O(v e), memory O(v + e)
from collections import deque


def fewest_hops(stations, links, start, goal):
    neighbours = [[] for _ in range(stations)]
    for a, b in links:
        neighbours[a].append(b)
        neighbours[b].append(a)
    visited = [start]
    queue = deque([(start, 0)])
    while queue:
        station, hops = queue.popleft()
        if station == goal:
            return hops
        for other in neighbours[station]:
            if other not in visited:
                visited.append(other)
                queue.append((other, hops + 1))
    return -1
