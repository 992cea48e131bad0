# function: booked

# %% inputs
def inputs(random):
    edges = sorted(random.sample(range(0, 60), 2 * random.randint(0, 6)))
    spans = [[edges[i], edges[i + 1]] for i in range(0, len(edges), 2)]
    return [spans, [random.randint(0, 60) for _ in range(random.randint(0, 6))]]


# %% original
def booked(intervals, hours):
    """Whether each hour lies in one of the intervals, both ends included.

    :type intervals: List[List[int]]
    :type hours: List[int]
    :rtype: List[bool]

    Constraints:
        intervals[i] = [start_i, end_i]
        0 <= start_i < end_i <= 1e6
        intervals are sorted by start and do not overlap.
        hours[i] >= 0
    """
    return [any(start <= hour <= end for start, end in intervals) for hour in hours]


# %% right bisected: only the last interval that has begun can hold it
def booked(intervals, hours):
    import bisect

    starts = [start for start, _ in intervals]
    found = []
    for hour in hours:
        at = bisect.bisect_right(starts, hour) - 1
        found.append(at >= 0 and hour <= intervals[at][1])
    return found
