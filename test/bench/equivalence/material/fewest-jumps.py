# function: Solution.fewest_jumps

# %% inputs
def inputs(random):
    return [[random.choice([0, 1, 1, 2, 2, 3, 4]) for _ in range(random.randint(1, 9))]]


# %% original
class Solution:
    def fewest_jumps(self, nums):
        """
        From place i a jump leads at most nums[i] places ahead. How many jumps lead from the first
        place to the last? -1 where none do.

        :type nums: List[int]
        :rtype: int

        Constraints:
            1 <= nums.length <= 1000
            0 <= nums[i] <= 1000
        """
        jumps = [0] + [-1] * (len(nums) - 1)
        for i in range(len(nums)):
            if jumps[i] < 0:
                continue
            for j in range(i + 1, min(len(nums), i + nums[i] + 1)):
                if jumps[j] < 0 or jumps[j] > jumps[i] + 1:
                    jumps[j] = jumps[i] + 1
        return jumps[-1]


# %% right reach: how far each number of jumps leads
class Solution:
    def fewest_jumps(self, nums):
        last, jumps, end, reach = len(nums) - 1, 0, 0, 0
        for i in range(last):
            reach = max(reach, i + nums[i])
            if reach <= i:
                return -1
            if i == end:
                jumps, end = jumps + 1, reach
        return jumps


# %% wrong as-far-as-possible: always jumps as far as it can
class Solution:
    def fewest_jumps(self, nums):
        i = jumps = 0
        while i < len(nums) - 1:
            if nums[i] == 0:
                return -1
            i += nums[i]
            jumps += 1
        return jumps


# %% wrong always-arrives: relies on there being a way
class Solution:
    def fewest_jumps(self, nums):
        jumps = end = reach = 0
        for i in range(len(nums) - 1):
            reach = max(reach, i + nums[i])
            if i == end:
                jumps += 1
                end = reach
        return jumps


# %% wrong one-too-many: jumps from the last place too
class Solution:
    def fewest_jumps(self, nums):
        jumps = end = reach = 0
        for i, step in enumerate(nums):
            reach = max(reach, i + step)
            if i == end:
                if reach == i and i < len(nums) - 1:
                    return -1
                jumps += 1
                end = reach
        return jumps
