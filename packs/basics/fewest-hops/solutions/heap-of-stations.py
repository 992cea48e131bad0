# Take the nearest station from a heap, as if links had different lengths.
# time O((v + e) log e), memory O(v + e)
from heapq import heappop, heappush


def fewest_hops(stations, links, start, goal):
    neighbours = {station: {} for station in range(stations)}
    for a, b in links:
        neighbours[a][b] = 1
        neighbours[b][a] = 1
    done = {}
    heap = [(0, start)]
    while heap:
        hops, station = heappop(heap)
        if station in done:
            continue
        done[station] = hops
        if station == goal:
            return hops
        for other, length in neighbours[station].items():
            if other not in done:
                heappush(heap, (hops + length, other))
    return -1
