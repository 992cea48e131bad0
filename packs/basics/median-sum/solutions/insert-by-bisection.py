# Keep an ordered list, and find the place of the new number by bisection.
# time O(n^2), memory O(n)
from bisect import insort


def sum_of_medians(numbers):
    ordered = []
    total = 0
    for i, number in enumerate(numbers):
        insort(ordered, number)
        total += ordered[i >> 1]
    return total
