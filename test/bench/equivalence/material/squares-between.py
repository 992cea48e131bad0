# function: Solution.squares

# %% inputs
def inputs(random):
    if random.random() < 0.5:
        low = random.randint(0, 60)
        return [low, low + random.randint(0, 60)]
    root = random.randint(1, 10**random.randint(1, 9) - 2)
    low = max(0, root * root + random.randint(-1, 1))
    return [low, min(10**18, low + random.choice([0, 1, 5, 2 * root]))]


# %% original
import math


class Solution:
    def squares(self, low, high):
        """
        How many square numbers there are from low to high, both included.

        :type low: int
        :type high: int
        :rtype: int

        Constraints:
            0 <= low <= high <= 10^18
        """
        count = math.isqrt(high) + 1
        if low > 0:
            count -= math.isqrt(low - 1) + 1
        return count


# %% right ceiling: from the first root on
import math


class Solution:
    def squares(self, low, high):
        first = math.isqrt(low)
        if first * first < low:
            first += 1
        return math.isqrt(high) - first + 1


# %% wrong float-roots: roots of large numbers are rounded
import math


class Solution:
    def squares(self, low, high):
        return math.floor(math.sqrt(high)) - math.ceil(math.sqrt(low)) + 1


# %% wrong left-out: low itself is not counted
import math


class Solution:
    def squares(self, low, high):
        return math.isqrt(high) - math.isqrt(low) + (1 if low == 0 else 0)
