# Write down every minute of every visit, then count the minutes.
# time O(n s), memory O(n s)
from collections import Counter


def most_visitors_at_once(arrivals, stays):
    minutes = []
    for arrival, stay in zip(arrivals, stays):
        minutes.extend(range(arrival, arrival + stay))
    counts = Counter(minutes)
    return max(counts.values(), default=0)
