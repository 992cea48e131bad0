# function: Solution.raised

# %% inputs
def inputs(random):
    return [random.choice([0.25, 0.5, 1.0, 1.5, 2.0, 3.0]), random.randint(-12, 12)]


# %% original
class Solution:
    def raised(self, x, n):
        """
        x to the power of n.

        :type x: float
        :type n: int
        :rtype: float

        Constraints:
            0.01 <= x <= 10.0
            -30 <= n <= 30
        """
        result = 1.0
        for _ in range(abs(n)):
            result *= x
        return 1 / result if n < 0 else result


# %% right operator: as Python does it
class Solution:
    def raised(self, x, n):
        return float(x) ** n


# %% right squares: by repeated squares
class Solution:
    def raised(self, x, n):
        if n < 0:
            x, n = 1 / x, -n
        result = 1.0
        while n:
            if n & 1:
                result *= x
            x *= x
            n >>= 1
        return result


# %% wrong no-negative: negative exponents give 1
class Solution:
    def raised(self, x, n):
        result = 1.0
        for _ in range(n):
            result *= x
        return result


# %% wrong shallow-squares: the rest of an odd exponent is lost
class Solution:
    def raised(self, x, n):
        if n < 0:
            return 1 / self.raised(x, -n)
        if n == 0:
            return 1.0
        half = self.raised(x, n // 2)
        return half * half


# %% wrong floor-of-negative: halving a negative exponent rounds down
class Solution:
    def raised(self, x, n):
        if n == 0:
            return 1.0
        if n == -1:
            return 1 / x
        half = self.raised(x, n // 2)
        return half * half if n % 2 == 0 else half * half / x if n < 0 else half * half * x


# %% wrong ends-at-one: a small number is taken for nothing
class Solution:
    def raised(self, x, n):
        if n < 0:
            return 1 / self.raised(x, -n)
        result = 1.0
        while n > 0 and result > 0.0001:
            result *= x
            n -= 1
        return result
