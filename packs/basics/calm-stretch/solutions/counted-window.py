# Slide a window, and count its readings by value: the extremes are those of the keys.
# time O(n d), memory O(d)


def longest_calm_stretch(readings, limit):
    counts = {}
    best = start = 0
    for end, reading in enumerate(readings):
        counts[reading] = counts.get(reading, 0) + 1
        while max(counts) - min(counts) > limit:
            gone = readings[start]
            counts[gone] -= 1
            if counts[gone] == 0:
                del counts[gone]
            start += 1
        best = max(best, end + 1 - start)
    return best
