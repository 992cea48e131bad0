# Cross out multiples in a set of all numbers.
# time O(n log log n), memory O(n)


def count_twin_primes(limit):
    primes = set(range(2, limit + 1))
    for number in range(2, limit + 1):
        if number in primes:
            primes -= set(range(number * number, limit + 1, number))
    return len([prime for prime in primes if prime + 2 in primes])
