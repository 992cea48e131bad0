# function: Solution.best_takings

# %% inputs
def inputs(random):
    return [[random.randint(0, 12) for _ in range(random.randint(1, 9))]]


# %% original
class Solution:
    def best_takings(self, nums):
        """
        Market stalls stand in a ring, and two that stand side by side are never both visited.
        Give the largest sum that visits can bring. The first and the last stall are neighbours.

        :type nums: List[int]
        :rtype: int

        Constraints:
            1 <= len(nums) <= 100
            0 <= nums[i] <= 1000
        """
        if len(nums) == 1:
            return nums[0]

        def along(stalls):
            before, best = 0, 0
            for takings in stalls:
                before, best = best, max(best, before + takings)
            return best

        return max(along(nums[1:]), along(nums[:-1]))


# %% right table: a table for each of the two rows
class Solution(object):
    def best_takings(self, nums):
        n = len(nums)
        if n <= 3:
            return max(nums)

        def row(start, end):
            dp = [0] * (end - start + 2)
            for k in range(start, end):
                i = k - start + 2
                dp[i] = max(dp[i - 1], dp[i - 2] + nums[k])
            return dp[-1]

        return max(row(0, n - 1), row(1, n))


# %% wrong no-ring: forgets that the first and the last are neighbours
class Solution:
    def best_takings(self, nums):
        before, best = 0, 0
        for takings in nums:
            before, best = best, max(best, before + takings)
        return best


# %% wrong every-other: takes every other stall
class Solution:
    def best_takings(self, nums):
        n = len(nums)
        if n == 1:
            return nums[0]
        if n % 2 == 0:
            return max(sum(nums[::2]), sum(nums[1::2]))
        return max(sum(nums[:-1:2]), sum(nums[1::2]), sum(nums[2::2]))


# %% wrong single-stall: both rows are empty where there is one stall
class Solution:
    def best_takings(self, nums):
        def along(stalls):
            before = best = 0
            for takings in stalls:
                before, best = best, max(best, before + takings)
            return best

        return max(along(nums[1:]), along(nums[:-1]))
