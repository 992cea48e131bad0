# Count each number once, then multiply the counts of partners.
# time O(n), memory O(distinct)
from collections import Counter


def count_pairs_with_gap(numbers, gap):
    counts = Counter(numbers)
    if gap == 0:
        return sum(size * (size - 1) for size in counts.values()) // 2
    find = counts.get
    return sum(size * find(number + gap, 0) for number, size in counts.items())
