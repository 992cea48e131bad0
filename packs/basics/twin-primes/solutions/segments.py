# Cross out multiples in one segment of odd numbers after the other.
# time O(n log log n), memory O(sqrt n)
from math import isqrt


def count_twin_primes(limit):
    if limit < 5:
        return 0
    root = isqrt(limit)
    primes = odd_primes(root)
    width = max(root, 1 << 13)
    size = (limit + 1) // 2
    count = before = 0
    for low in range(0, size, width):
        # flags[i] stands for 2 (low + i) + 1.
        high = min(low + width, size)
        flags = bytearray([1]) * (high - low)
        if low == 0:
            flags[0] = 0
        for prime in primes:
            first = prime * prime // 2
            if first >= high:
                break
            if first < low:
                first += -((first - low) // prime) * prime
            flags[first - low :: prime] = bytes(len(range(first, high, prime)))
        count += before & flags[0]
        count += sum(map(int.__and__, flags, memoryview(flags)[1:]))
        before = flags[-1]
    return count


def odd_primes(limit):
    flags = bytearray([1]) * (limit + 1)
    for number in range(3, isqrt(limit) + 1, 2):
        flags[number * number :: number] = bytes(len(range(number * number, limit + 1, number)))
    return [number for number in range(3, limit + 1, 2) if flags[number]]
