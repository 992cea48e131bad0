# Sort all comings and goings as pairs, goings first, and count through them.
# time O(n log n), memory O(n)


def most_visitors_at_once(arrivals, stays):
    events = []
    for i in range(len(arrivals)):
        events.append((arrivals[i], 1))
        events.append((arrivals[i] + stays[i], -1))
    events.sort()
    best = there = 0
    for _, change in events:
        there += change
        best = max(best, there)
    return best
