# Lengthen while it is calm; where it is not, walk back from there to find the new start.
# time O(n w) at worst, memory O(1)


def longest_calm_stretch(readings, limit):
    best = start = 0
    low = high = 0
    for end, reading in enumerate(readings):
        if end == start:
            low = high = reading
        if low <= reading <= high:
            continue
        low, high = min(low, reading), max(high, reading)
        if high - low <= limit:
            continue
        best = max(best, end - start)
        low = high = reading
        start = end
        while True:
            before = readings[start - 1]
            if max(high, before) - min(low, before) > limit:
                break
            low, high = min(low, before), max(high, before)
            start -= 1
    return max(best, len(readings) - start)
