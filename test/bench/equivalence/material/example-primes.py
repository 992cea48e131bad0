# function: primes_up_to
# original: examples/primes.py

# %% inputs
def inputs(random):
    return [random.randint(-3, 130)]


# %% right divisors: divisors up to the root
def primes_up_to(limit):
    primes = []
    for candidate in range(2, limit + 1):
        for prime in primes:
            if prime * prime > candidate:
                primes.append(candidate)
                break
            if candidate % prime == 0:
                break
        else:
            primes.append(candidate)
    return primes


# %% wrong squares: squares of primes pass
def primes_up_to(limit):
    return [n for n in range(2, limit + 1) if all(n % d for d in range(2, int(n**0.5)))]


# %% wrong small-limits: fails where there is no prime
def primes_up_to(limit):
    sieve = [True] * (limit + 1)
    sieve[0] = sieve[1] = False
    for n in range(2, limit + 1):
        if sieve[n]:
            for multiple in range(n * n, limit + 1, n):
                sieve[multiple] = False
    return [n for n in range(limit + 1) if sieve[n]]


# %% wrong wheel: trial division by 2, 3, 5 and 7
def primes_up_to(limit):
    few = (2, 3, 5, 7)
    return [n for n in range(2, limit + 1) if n in few or all(n % p for p in few)]
