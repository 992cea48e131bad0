# function: Solution.largest

# %% inputs
def inputs(random):
    primes = [p for p in range(2, 4000) if all(p % d for d in range(2, int(p**0.5) + 1))]
    few = primes[: random.choice([4, 30, len(primes)])]
    n = 1
    for _ in range(random.randint(1, 4)):
        factor = random.choice(few)
        if n * factor <= 10**8:
            n *= factor
    return [max(2, n)]


# %% original
class Solution:
    def largest(self, n):
        """
        The largest prime number that divides n.

        :type n: int
        :rtype: int

        Constraints:
            2 <= n <= 10^8
        """
        largest, divisor = 1, 2
        while divisor * divisor <= n:
            while n % divisor == 0:
                largest = divisor
                n //= divisor
            divisor += 1
        return n if n > 1 else largest


# %% right odd: two apart, then odd divisors
class Solution:
    def largest(self, n):
        largest = 1
        while n % 2 == 0:
            largest, n = 2, n // 2
        divisor = 3
        while divisor * divisor <= n:
            while n % divisor == 0:
                largest, n = divisor, n // divisor
            divisor += 2
        return n if n > 1 else largest


# %% wrong below-root: squares of primes are taken for primes
class Solution:
    def largest(self, n):
        largest, divisor = 1, 2
        while divisor * divisor < n:
            while n % divisor == 0:
                largest = divisor
                n //= divisor
            divisor += 1
        return n if n > 1 else largest


# %% wrong table: primes below a hundred are not enough
class Solution:
    def largest(self, n):
        largest = 1
        for divisor in range(2, 100):
            while n % divisor == 0:
                largest = divisor
                n //= divisor
        return n if n > 1 else largest


# %% wrong early: ends at the first divisor
class Solution:
    def largest(self, n):
        divisor = 2
        while divisor * divisor <= n:
            if n % divisor == 0:
                return max(divisor, n // divisor) if n // divisor % 2 else self.largest(n // divisor)
            divisor += 1
        return n
