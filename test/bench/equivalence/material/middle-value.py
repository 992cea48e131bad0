# function: Solution.middle_value

# %% inputs
def inputs(random):
    return [[random.randint(-9, 20) for _ in range(random.randint(1, 8))]]


# %% original
class Solution:
    def middle_value(self, nums):
        """
        The median: of an even number of numbers, the mean of the two in the middle.

        :type nums: List[int]
        :rtype: float

        Constraints:
            1 <= len(nums) <= 1000
        """
        ordered = sorted(nums)
        n = len(ordered)
        return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


# %% right statistics: the standard library, as a float
import statistics


class Solution:
    def middle_value(self, nums):
        return float(statistics.median(nums))


# %% wrong statistics-int: an integer where the number of numbers is odd
import statistics


class Solution:
    def middle_value(self, nums):
        return statistics.median(nums)


# %% wrong whole-division: rounds down
class Solution:
    def middle_value(self, nums):
        ordered = sorted(nums)
        n = len(ordered)
        return float((ordered[(n - 1) // 2] + ordered[n // 2]) // 2)


# %% wrong upper: the upper of the two
class Solution:
    def middle_value(self, nums):
        return float(sorted(nums)[len(nums) // 2])


# %% wrong sorts-input: sorts the caller's list
class Solution:
    def middle_value(self, nums):
        nums.sort()
        half = len(nums) // 2
        if len(nums) % 2:
            return float(nums[half])
        return (nums[half - 1] + nums[half]) / 2
