# Keep what came before in order, and search it for partners.
# time O(n^2), memory O(n)
from bisect import bisect_left, bisect_right, insort


def count_pairs_with_gap(numbers, gap):
    before = []
    count = 0
    for number in numbers:
        for partner in {number - gap, number + gap}:
            count += bisect_right(before, partner) - bisect_left(before, partner)
        insort(before, number)
    return count
