# Lengthen the stretch from each start, with the extremes carried along.
# time O(n w), memory O(1)


def longest_calm_stretch(readings, limit):
    best = 0
    for start in range(len(readings)):
        low = high = readings[start]
        end = start
        while end < len(readings):
            low = min(low, readings[end])
            high = max(high, readings[end])
            if high - low > limit:
                break
            end += 1
        best = max(best, end - start)
    return best
