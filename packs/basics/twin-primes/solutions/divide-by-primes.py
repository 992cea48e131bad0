# Divide by the primes found so far, up to the root.
# time O(n^1.5 / log^2 n), memory O(n / log n)


def count_twin_primes(limit):
    primes = []
    count = 0
    for number in range(3, limit + 1, 2):
        for prime in primes:
            if prime * prime > number:
                primes.append(number)
                break
            if number % prime == 0:
                break
        else:
            primes.append(number)
        if primes[-1] == number and len(primes) > 1 and primes[-2] == number - 2:
            count += 1
    return count
