# Twins stand around a multiple of 6, but for the first; divide only by such neighbours.
# time O(n^1.5 / log^2 n), memory O(1)


def count_twin_primes(limit):
    count = 1 if limit >= 5 else 0
    for middle in range(6, limit, 6):
        if is_prime(middle - 1) and is_prime(middle + 1):
            count += 1
    return count


def is_prime(number):
    divisor = 5
    while divisor * divisor <= number:
        if number % divisor == 0 or number % (divisor + 2) == 0:
            return False
        divisor += 6
    return True
