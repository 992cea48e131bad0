# function: Solution.window_means

# %% inputs
def inputs(random):
    nums = [random.randint(-9, 9) for _ in range(random.randint(0, 9))]
    return [nums, random.randint(1, 5)]


# %% original
class Solution:
    def window_means(self, nums, k):
        """
        The mean of every k numbers that stand side by side, from the left; nothing where there are
        fewer than k.

        :type nums: List[int]
        :type k: int
        :rtype: List[float]

        Constraints:
            1 <= k
        """
        means = []
        for i in range(len(nums) - k + 1):
            means.append(sum(nums[i : i + k]) / k)
        return means


# %% right running-sum: add one, take one away
class Solution:
    def window_means(self, nums, k):
        if len(nums) < k:
            return []
        total = sum(nums[:k])
        means = [total / k]
        for gone, come in zip(nums, nums[k:]):
            total += come - gone
            means.append(total / k)
        return means


# %% right sums-so-far: differences of sums
from itertools import accumulate


class Solution:
    def window_means(self, nums, k):
        sums = list(accumulate(nums, initial=0))
        return [(after - before) / k for before, after in zip(sums, sums[k:])]


# %% wrong whole: rounds down
class Solution:
    def window_means(self, nums, k):
        return [sum(nums[i : i + k]) // k for i in range(len(nums) - k + 1)]


# %% wrong partial: means of the first few numbers too
class Solution:
    def window_means(self, nums, k):
        means = []
        for i in range(len(nums)):
            window = nums[max(0, i - k + 1) : i + 1]
            means.append(sum(window) / len(window))
        return means


# %% wrong drifts: corrects the mean by whole steps
class Solution:
    def window_means(self, nums, k):
        if k > len(nums):
            return []
        mean = sum(nums[:k]) / k
        means = [mean]
        for i in range(k, len(nums)):
            mean += (nums[i] - nums[i - k]) // k
            means.append(mean)
        return means


# %% wrong short-row: one mean of a row that is too short
class Solution:
    def window_means(self, nums, k):
        total = sum(nums[:k])
        means = [total / k]
        for i in range(k, len(nums)):
            total += nums[i] - nums[i - k]
            means.append(total / k)
        return means
