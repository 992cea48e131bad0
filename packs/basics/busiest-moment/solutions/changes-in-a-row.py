# Note what changes at each minute in one long list, and add up from its start.
# time O(n + t), memory O(t)
from itertools import accumulate


def most_visitors_at_once(arrivals, stays):
    if not arrivals:
        return 0
    first = min(arrivals)
    last = max(arrival + stay for arrival, stay in zip(arrivals, stays))
    changes = [0] * (last - first + 1)
    for arrival, stay in zip(arrivals, stays):
        changes[arrival - first] += 1
        changes[arrival + stay - first] -= 1
    return max(accumulate(changes))
