# Collect all primes by dividing by odd numbers up to the root, then look for pairs.
# time O(n^1.5 / log n), memory O(n / log n)
from math import isqrt


def count_twin_primes(limit):
    primes = [number for number in range(3, limit + 1, 2) if is_odd_prime(number)]
    return sum(primes[i + 1] - primes[i] == 2 for i in range(len(primes) - 1))


def is_odd_prime(number):
    return all(number % divisor for divisor in range(3, isqrt(number) + 1, 2))
