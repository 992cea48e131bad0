# Take visitors by arrival, with a heap of those who are there by the minute of their going.
# time O(n log n), memory O(n)
from heapq import heappop, heappush


def most_visitors_at_once(arrivals, stays):
    leaving = []
    best = 0
    for arrival, stay in sorted(zip(arrivals, stays)):
        while leaving and leaving[0] <= arrival:
            heappop(leaving)
        heappush(leaving, arrival + stay)
        best = max(best, len(leaving))
    return best
