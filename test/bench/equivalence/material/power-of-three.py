# function: Solution.is_power

# %% inputs
def inputs(random):
    return [random.choice([random.randint(-3, 100), max(1, 3 ** random.randint(0, 37) + random.choice([-1, 0, 0, 1]))])]


# %% original
class Solution:
    def is_power(self, n):
        """
        Whether n is a power of three, 1 included.

        :type n: int
        :rtype: bool

        Constraints:
            -10^18 <= n <= 10^18
        """
        if n < 1:
            return False
        power = 1
        while power < n:
            power *= 3
        return power == n


# %% right divided: by three as often as it goes
class Solution:
    def is_power(self, n):
        if n < 1:
            return False
        while n % 3 == 0:
            n //= 3
        return n == 1


# %% wrong logarithm: logarithms of powers need not be whole
import math


class Solution:
    def is_power(self, n):
        return n > 0 and math.log(n, 3) % 1 == 0


# %% wrong rounded: of large numbers many have the logarithm of a power
import math


class Solution:
    def is_power(self, n):
        return n > 0 and abs(math.log(n, 3) - round(math.log(n, 3))) < 1e-10


# %% wrong largest: the largest power within 32 bits is not the largest
class Solution:
    def is_power(self, n):
        return n > 0 and 1162261467 % n == 0


# %% wrong number: 1 is not True
class Solution:
    def is_power(self, n):
        if n < 1:
            return 0
        while n % 3 == 0:
            n //= 3
        return n == 1
