# Cross out multiples among the bits of one large number, by a pattern that doubles.
# time O(n sqrt n / w), memory O(n / w)
from math import isqrt


def count_twin_primes(limit):
    # Bit i stands for 2 i + 1.
    size = (limit + 1) // 2
    flags = (1 << size) - 1 & ~1
    for number in range(3, isqrt(limit) + 1, 2):
        if flags >> number // 2 & 1:
            pattern, length = 1, number
            first = number * number // 2
            while length < size - first:
                pattern |= pattern << length
                length *= 2
            flags &= ~(pattern << first)
    return bin(flags & flags >> 1).count('1')
