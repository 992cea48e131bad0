# Sort the words; those with one beginning stand together, and bisection finds both ends.
# time O((n + m) log n), memory O(n)
from bisect import bisect_left


def count_prefix_pairs(words, beginnings):
    ordered = sorted(words)
    count = 0
    for beginning in beginnings:
        first = bisect_left(ordered, beginning)
        count += bisect_left(ordered, beginning + '\U0010ffff', first) - first
    return count
