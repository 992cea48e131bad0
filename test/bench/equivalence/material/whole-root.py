# function: Solution.whole_root

# %% inputs
def inputs(random):
    kind = random.random()
    if kind < 0.5:
        return [random.randint(0, 120)]
    root = random.randint(0, 2**random.randint(1, 40))
    return [max(0, root * root + random.randint(-1, 1))]


# %% original
class Solution:
    def whole_root(self, n):
        """
        The largest whole number whose square is at most n.

        :type n: int
        :rtype: int

        Constraints:
            0 <= n <= 10^24
        """
        low, high = 0, n + 1
        while high - low > 1:
            middle = (low + high) // 2
            if middle * middle <= n:
                low = middle
            else:
                high = middle
        return low


# %% right newton: Newton's steps in whole numbers
class Solution:
    def whole_root(self, n):
        x = n
        while x * x > n:
            x = (x + n // x) // 2
        return x


# %% wrong float-root: a double has 53 bits
import math


class Solution:
    def whole_root(self, n):
        return int(math.sqrt(n))


# %% wrong float-power: rounds to the nearest
class Solution:
    def whole_root(self, n):
        return round(n**0.5)


# %% wrong narrow: assumes that roots fit into 16 bits
class Solution:
    def whole_root(self, n):
        low, high = 0, 65536
        while high - low > 1:
            middle = (low + high) >> 1
            if middle * middle <= n:
                low = middle
            else:
                high = middle
        return low
