# function: Solution.longest_rise

# %% inputs
def inputs(random):
    return [[random.randint(-5, 9) for _ in range(random.randint(0, 10))]]


# %% original
class Solution:
    def longest_rise(self, nums):
        """
        How many numbers can be left, when some are struck out so that each one that is left is
        larger than the one before it?

        :type nums: List[int]
        :rtype: int
        """
        best = [1] * len(nums)
        for i in range(len(nums)):
            for j in range(i):
                if nums[j] < nums[i]:
                    best[i] = max(best[i], best[j] + 1)
        return max(best, default=0)


# %% right tails: smallest last numbers by length
from bisect import bisect_left


class Solution(object):
    def longest_rise(self, nums):
        tails = []
        for x in nums:
            i = bisect_left(tails, x)
            tails[i : i + 1] = [x]
        return len(tails)


# %% wrong not-strict: equal numbers count as a rise
from bisect import bisect_right


class Solution:
    def longest_rise(self, nums):
        tails = []
        for x in nums:
            i = bisect_right(tails, x)
            if i == len(tails):
                tails.append(x)
            else:
                tails[i] = x
        return len(tails)


# %% wrong stands-together: looks at numbers that follow each other
class Solution:
    def longest_rise(self, nums):
        best = run = 0
        for i, x in enumerate(nums):
            run = run + 1 if i and nums[i - 1] < x else 1
            best = max(best, run)
        return best


# %% wrong greedy: keeps whatever is larger than the last that was kept
class Solution:
    def longest_rise(self, nums):
        best = 0
        for i in range(len(nums)):
            last, count = nums[i], 1
            for x in nums[i + 1 :]:
                if x > last:
                    last, count = x, count + 1
            best = max(best, count)
        return best


# %% wrong empty: cannot do without any number
class Solution:
    def longest_rise(self, nums):
        best = [1] * len(nums)
        for i in range(len(nums)):
            for j in range(i):
                if nums[j] < nums[i]:
                    best[i] = max(best[i], best[j] + 1)
        return max(best)
