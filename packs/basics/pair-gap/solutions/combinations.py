# Go through all combinations of two.
# time O(n^2), memory O(n)
from itertools import combinations


def count_pairs_with_gap(numbers, gap):
    return sum(a - b == gap or b - a == gap for a, b in combinations(numbers, 2))
