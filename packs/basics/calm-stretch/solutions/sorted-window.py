# Slide a window that is kept in order, so that the extremes stand at its ends.
# time O(n w), memory O(w)
from bisect import bisect_left, insort


def longest_calm_stretch(readings, limit):
    ordered = []
    best = start = 0
    for end, reading in enumerate(readings):
        insort(ordered, reading)
        while ordered[-1] - ordered[0] > limit:
            del ordered[bisect_left(ordered, readings[start])]
            start += 1
        best = max(best, end + 1 - start)
    return best
