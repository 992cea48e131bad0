# Ask the statistics module, every time.
# time O(n^2 log n), memory O(n)
from statistics import median_low


def sum_of_medians(numbers):
    return sum(median_low(numbers[:end]) for end in range(1, len(numbers) + 1))
