# function: Solution.in_series

# %% inputs
def inputs(random):
    a, b = 0, 1
    for _ in range(random.randint(0, 86)):
        a, b = b, a + b
    return [random.choice([random.randint(0, 40), max(0, a + random.choice([-1, 0, 0, 1]))])]


# %% original
class Solution:
    def in_series(self, n):
        """
        Whether n is a Fibonacci number: 0, 1, and every sum of two that follow each other.

        :type n: int
        :rtype: bool

        Constraints:
            0 <= n <= 10^18
        """
        a, b = 0, 1
        while a < n:
            a, b = b, a + b
        return a == n


# %% right squares: 5n^2 + 4 or 5n^2 - 4 is a square
import math


class Solution:
    def in_series(self, n):
        for square in (5 * n * n + 4, 5 * n * n - 4):
            if square >= 0 and math.isqrt(square) ** 2 == square:
                return True
        return False


# %% wrong float-squares: such squares do not fit into doubles
import math


class Solution:
    def in_series(self, n):
        for square in (5 * n * n + 4, 5 * n * n - 4):
            if square >= 0 and math.sqrt(square) % 1 == 0:
                return True
        return False


# %% wrong table: the table ends with the numbers of 32 bits
class Solution:
    def in_series(self, n):
        table = [0, 1]
        while len(table) < 48:
            table.append(table[-1] + table[-2])
        return n in table
