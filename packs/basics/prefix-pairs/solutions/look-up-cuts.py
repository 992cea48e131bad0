# Count the beginnings, then look up the cuts of each word at lengths that occur.
# time O(s n + m), memory O(m)
from collections import Counter


def count_prefix_pairs(words, beginnings):
    counts = Counter(beginnings)
    find = counts.get
    total = 0
    for size in {len(beginning) for beginning in counts}:
        for word in words:
            if len(word) >= size:
                total += find(word[:size], 0)
    return total
