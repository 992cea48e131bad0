# Let each prime wait in a dictionary at its next odd multiple.
# time O(n log log n), memory O(sqrt n)
from math import isqrt


def count_twin_primes(limit):
    waiting = {}
    count = 0
    last = 2
    for number in range(3, limit + 1, 2):
        step = waiting.pop(number, None)
        if step is None:
            count += number - last == 2
            last = number
            if number <= isqrt(limit):
                waiting[number * number] = 2 * number
        else:
            multiple = number + step
            while multiple in waiting:
                multiple += step
            waiting[multiple] = step
    return count
