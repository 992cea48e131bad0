# Keep the lower half in one heap and the upper half in another.
# time O(n log n), memory O(n)
from heapq import heappush, heappushpop


def sum_of_medians(numbers):
    lower, upper = [], []
    total = 0
    for i, number in enumerate(numbers):
        if i % 2 == 0:
            heappush(lower, -heappushpop(upper, number))
        else:
            heappush(upper, -heappushpop(lower, -number))
        total -= lower[0]
    return total
