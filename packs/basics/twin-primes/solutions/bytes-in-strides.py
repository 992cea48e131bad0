# Cross out multiples of odd numbers in one byte each, a whole stride at once.
# time O(n log log n), memory O(n)
from math import isqrt


def count_twin_primes(limit):
    if limit < 5:
        return 0
    # flags[i] stands for 2 i + 1; bytes that are 1 are primes.
    size = (limit + 1) // 2
    flags = bytearray([1]) * size
    flags[0] = 0
    for i in range(1, isqrt(limit) // 2 + 1):
        if flags[i]:
            first = 2 * i * (i + 1)
            flags[first :: 2 * i + 1] = bytes(len(range(first, size, 2 * i + 1)))
    return sum(map(int.__and__, flags, memoryview(flags)[1:]))
