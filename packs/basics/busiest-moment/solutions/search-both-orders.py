# Sort comings and goings apart; at each arrival, search how many are past.
# time O(n log n), memory O(n)
from bisect import bisect_right


def most_visitors_at_once(arrivals, stays):
    comings = sorted(arrivals)
    goings = sorted(arrival + stay for arrival, stay in zip(arrivals, stays))
    return max(
        (bisect_right(comings, minute) - bisect_right(goings, minute) for minute in arrivals),
        default=0,
    )
