# Count visitors minute by minute in a dictionary.
# time O(n s), memory O(t)


def most_visitors_at_once(arrivals, stays):
    there = {}
    for arrival, stay in zip(arrivals, stays):
        for minute in range(arrival, arrival + stay):
            there[minute] = there.get(minute, 0) + 1
    return max(there.values(), default=0)
