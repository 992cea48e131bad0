# Note what changes by minute in a dictionary, and add up in order.
# time O(n log n), memory O(n)


def most_visitors_at_once(arrivals, stays):
    changes = {}
    for arrival, stay in zip(arrivals, stays):
        changes[arrival] = changes.get(arrival, 0) + 1
        changes[arrival + stay] = changes.get(arrival + stay, 0) - 1
    best = there = 0
    for minute in sorted(changes):
        there += changes[minute]
        best = max(best, there)
    return best
