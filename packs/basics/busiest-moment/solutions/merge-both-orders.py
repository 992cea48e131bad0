# Sort comings and goings apart; who arrives takes the place of whoever has gone, if anybody has.
# time O(n log n), memory O(n)
from operator import add


def most_visitors_at_once(arrivals, stays):
    goings = sorted(map(add, arrivals, stays))
    gone = 0
    for arrival in sorted(arrivals):
        if goings[gone] <= arrival:
            gone += 1
    return len(arrivals) - gone
