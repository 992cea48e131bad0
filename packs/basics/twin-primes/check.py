def inputs(random):
    return [random.randint(0, 1000)]


def expected(limit):
    primes = [n for n in range(2, limit + 1) if not any(n % d == 0 for d in range(2, n))]
    return sum(b - a == 2 for a, b in zip(primes, primes[1:]))
