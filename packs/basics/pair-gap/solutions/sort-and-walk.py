# Sort, then walk two marks through the order, a group of equal numbers at a time.
# time O(n log n), memory O(n)
from itertools import groupby


def count_pairs_with_gap(numbers, gap):
    groups = [(number, sum(1 for _ in run)) for number, run in groupby(sorted(numbers))]
    if gap == 0:
        return sum(size * (size - 1) // 2 for _, size in groups)
    count = low = 0
    for number, size in groups:
        while groups[low][0] < number - gap:
            low += 1
        if groups[low][0] == number - gap:
            count += size * groups[low][1]
    return count
