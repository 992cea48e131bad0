# At each arrival, ask all visitors whether they are there.
# time O(n^2), memory O(1)


def most_visitors_at_once(arrivals, stays):
    best = 0
    for minute in arrivals:
        there = 0
        for i in range(len(arrivals)):
            if arrivals[i] <= minute and minute < arrivals[i] + stays[i]:
                there += 1
        best = max(best, there)
    return best
