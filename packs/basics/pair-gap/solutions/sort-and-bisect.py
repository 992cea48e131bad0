# Sort, then search the upper partners of each number.
# time O(n log n), memory O(n)
from bisect import bisect_left, bisect_right


def count_pairs_with_gap(numbers, gap):
    ordered = sorted(numbers)
    count = 0
    for i, number in enumerate(ordered):
        first = bisect_left(ordered, number + gap, i + 1)
        count += bisect_right(ordered, number + gap, first) - first
    return count
