# Lengthen the stretch from each start, and look through all of it again each time.
# time O(n w^2), memory O(w)


def longest_calm_stretch(readings, limit):
    best = 0
    for start in range(len(readings)):
        end = start + 1
        while end <= len(readings):
            stretch = readings[start:end]
            if max(stretch) - min(stretch) > limit:
                break
            end += 1
        best = max(best, end - 1 - start)
    return best
