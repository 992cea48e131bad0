# Tabulate the extremes of stretches of each power of two, then lengthen by halving steps.
# time O(n log n), memory O(n log n)


def longest_calm_stretch(readings, limit):
    size = len(readings)
    lows, highs = [readings], [readings]
    step = 1
    while 2 * step <= size:
        low, high = lows[-1], highs[-1]
        lows.append([min(low[i], low[i + step]) for i in range(size - 2 * step + 1)])
        highs.append([max(high[i], high[i + step]) for i in range(size - 2 * step + 1)])
        step *= 2
    best = 0
    for start in range(size):
        low = high = readings[start]
        end = start
        for power in range(len(lows) - 1, -1, -1):
            if end + (1 << power) > size:
                continue
            next_low = min(low, lows[power][end])
            next_high = max(high, highs[power][end])
            if next_high - next_low <= limit:
                low, high = next_low, next_high
                end += 1 << power
        best = max(best, end - start)
    return best
