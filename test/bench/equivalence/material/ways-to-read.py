# function: Solution.ways_to_read

# %% inputs
def inputs(random):
    return [''.join(random.choice('0112236789') for _ in range(random.randint(1, 8)))]


# %% original
class Solution:
    def ways_to_read(self, s):
        """
        Letters were written as numbers from 1 to 26, without gaps between them. In how many ways
        can the digits be read? No number begins with 0.

        :type s: str
        :rtype: int

        Constraints:
            1 <= len(s) <= 100
            s contains only digits.
        """
        ways = [1] + [0] * len(s)
        for end in range(1, len(s) + 1):
            if s[end - 1] != '0':
                ways[end] += ways[end - 1]
            if end > 1 and '10' <= s[end - 2 : end] <= '26':
                ways[end] += ways[end - 2]
        return ways[-1]


# %% right backwards: recursion over what is left
from functools import lru_cache


class Solution:
    def ways_to_read(self, s):
        @lru_cache(maxsize=None)
        def ways(i):
            if i == len(s):
                return 1
            if s[i] == '0':
                return 0
            total = ways(i + 1)
            if i + 1 < len(s) and int(s[i : i + 2]) <= 26:
                total += ways(i + 2)
            return total

        return ways(0)


# %% wrong zeros: 0 is read as a letter
class Solution:
    def ways_to_read(self, s):
        before, now = 1, 1
        for i in range(1, len(s)):
            pair = int(s[i - 1 : i + 1])
            before, now = now, now + (before if 10 <= pair <= 26 else 0)
        return now


# %% wrong pairs-with-zero: 06 is read as 6
class Solution:
    def ways_to_read(self, s):
        if s[0] == '0':
            return 0
        before, now = 1, 1
        for i in range(1, len(s)):
            total = now if s[i] != '0' else 0
            if int(s[i - 1 : i + 1]) <= 26:
                total += before
            before, now = now, total
        return now


# %% wrong below-26: Z is forgotten
class Solution:
    def ways_to_read(self, s):
        if s.startswith('0'):
            return 0
        dp = [1, 1] + [0] * (len(s) - 1)
        for i in range(2, len(s) + 1):
            if s[i - 1] != '0':
                dp[i] += dp[i - 1]
            if 10 <= int(s[i - 2 : i]) < 26:
                dp[i] += dp[i - 2]
        return dp[len(s)]
