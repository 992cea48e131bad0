"""Listing prime numbers."""


def primes_up_to(limit):
    """List the prime numbers up to and including limit."""
    primes = []
    for candidate in range(2, limit + 1):
        is_prime = True
        for divisor in range(2, candidate):
            if candidate % divisor == 0:
                is_prime = False
                break
        if is_prime:
            primes.append(candidate)
    return primes
