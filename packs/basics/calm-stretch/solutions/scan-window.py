# Slide a window, and take the extremes of all of it at each step.
# time O(n w), memory O(w)


def longest_calm_stretch(readings, limit):
    window = []
    best = 0
    for reading in readings:
        window.append(reading)
        while max(window) - min(window) > limit:
            window.pop(0)
        best = max(best, len(window))
    return best
