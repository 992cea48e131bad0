# Slide a window over two heaps; what has left the window is dropped when it comes up.
# time O(n log n), memory O(n)
from heapq import heappop, heappush


def longest_calm_stretch(readings, limit):
    lowest, highest = [], []
    best = start = 0
    for end, reading in enumerate(readings):
        heappush(lowest, (reading, end))
        heappush(highest, (-reading, end))
        while -highest[0][0] - lowest[0][0] > limit:
            start = min(lowest[0][1], highest[0][1]) + 1
            while lowest[0][1] < start:
                heappop(lowest)
            while highest[0][1] < start:
                heappop(highest)
        best = max(best, end + 1 - start)
    return best
