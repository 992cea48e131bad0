# Sort the words; those with one beginning stand together, and bisection finds both ends.
# time O((n + m) log n), memory O(n)
from bisect import bisect_left, bisect_right


def count_prefix_pairs(words, beginnings):
    ordered = sorted(words)
    count = 0
    for beginning in beginnings:
        length = len(beginning)
        first = bisect_left(ordered, beginning)
        after = bisect_right(ordered, beginning, first, key=lambda word: word[:length])
        count += after - first
    return count
