# function: Solution.find

# %% inputs
def inputs(random):
    row = sorted(random.sample(range(-20, 30), random.randint(1, 9)))
    turn = random.randrange(len(row))
    row = row[turn:] + row[:turn]
    return [row, random.choice(row) if random.random() < 0.7 else random.randint(-20, 30)]


# %% original
class Solution:
    def find(self, nums, target):
        """
        An ascending row of different numbers was turned by some places. Where in it is the target?
        -1 where it is missing.

        :type nums: List[int]
        :type target: int
        :rtype: int

        Constraints:
            1 <= len(nums) <= 5000
            All values of nums are unique.
            nums is sorted ascending and may be rotated.
        """
        for i in range(len(nums)):
            if nums[i] == target:
                return i
        return -1


# %% right index: as the list itself finds it
class Solution:
    def find(self, nums, target):
        return nums.index(target) if target in nums else -1


# %% wrong plain-bisection: relies on a row that was not turned
class Solution:
    def find(self, nums, target):
        low, high = 0, len(nums) - 1
        while low <= high:
            middle = (low + high) // 2
            if nums[middle] == target:
                return middle
            if nums[middle] < target:
                low = middle + 1
            else:
                high = middle - 1
        return -1


# %% wrong strict-half: a half of one number is taken for turned
class Solution:
    def find(self, nums, target):
        low, high = 0, len(nums) - 1
        while low <= high:
            middle = (low + high) // 2
            if nums[middle] == target:
                return middle
            if nums[low] < nums[middle]:
                if nums[low] <= target < nums[middle]:
                    high = middle - 1
                else:
                    low = middle + 1
            elif nums[middle] < target <= nums[high]:
                low = middle + 1
            else:
                high = middle - 1
        return -1


# %% wrong ends-early: does not look at the last number that is left
class Solution:
    def find(self, nums, target):
        low, high = 0, len(nums) - 1
        while low < high:
            middle = (low + high) // 2
            if nums[middle] == target:
                return middle
            if nums[low] <= nums[middle]:
                if nums[low] <= target < nums[middle]:
                    high = middle - 1
                else:
                    low = middle + 1
            elif nums[middle] < target <= nums[high]:
                low = middle + 1
            else:
                high = middle - 1
        return -1
