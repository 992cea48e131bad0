# For each length that a beginning has, count the words cut to that length.
# time O(s n + m), memory O(n)
from collections import Counter


def count_prefix_pairs(words, beginnings):
    by_length = {}
    for beginning in beginnings:
        by_length.setdefault(len(beginning), []).append(beginning)
    total = 0
    for size, group in by_length.items():
        cut = Counter([word[:size] for word in words])
        total += sum(cut[beginning] for beginning in group)
    return total
