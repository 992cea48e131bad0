# Note the links in a square of flags, and look through a row for each station.
# time O(v^2), memory O(v^2)
from collections import deque


def fewest_hops(stations, links, start, goal):
    linked = [[False] * stations for _ in range(stations)]
    for a, b in links:
        linked[a][b] = True
        linked[b][a] = True
    hops = [-1] * stations
    hops[start] = 0
    queue = deque([start])
    while queue:
        station = queue.popleft()
        if station == goal:
            break
        for other in range(stations):
            if linked[station][other] and hops[other] == -1:
                hops[other] = hops[station] + 1
                queue.append(other)
    return hops[goal]
