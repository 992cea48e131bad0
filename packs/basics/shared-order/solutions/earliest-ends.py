# For each length, keep the earliest end in the other text; each match moves one of them.
# time O((r + n) log m), memory O(m)
from bisect import bisect_left


def longest_shared_order(left, right):
    places = {}
    for j in range(len(right) - 1, -1, -1):
        places.setdefault(right[j], []).append(j)
    ends = []
    for a in left:
        for j in places.get(a, ()):
            length = bisect_left(ends, j)
            if length == len(ends):
                ends.append(j)
            else:
                ends[length] = j
    return len(ends)
