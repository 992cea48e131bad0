# function: Solution.best_product

# %% inputs
def inputs(random):
    return [[random.choice([-3, -2, -1, 0, 1, 2, 3, 4]) for _ in range(random.randint(1, 7))]]


# %% original
class Solution:
    def best_product(self, nums):
        """
        The largest product of one or more numbers that stand side by side.

        :type nums: List[int]
        :rtype: int

        Constraints:
            1 <= len(nums) <= 200
            -10 <= nums[i] <= 10
        """
        best = nums[0]
        for i in range(len(nums)):
            product = 1
            for j in range(i, len(nums)):
                product *= nums[j]
                if product > best:
                    best = product
        return best


# %% right both-ends: products from the left and from the right
class Solution:
    def best_product(self, nums):
        best = max(nums)
        for row in (nums, nums[::-1]):
            product = 1
            for x in row:
                product *= x
                best = max(best, product)
                if product == 0:
                    product = 1
        return best


# %% right high-and-low: the largest and the smallest that end here
class Solution:
    def best_product(self, nums):
        best = high = low = nums[0]
        for x in nums[1:]:
            high, low = max(x, high * x, low * x), min(x, high * x, low * x)
            best = max(best, high)
        return best


# %% wrong high-only: forgets that two negative numbers make a positive one
class Solution:
    def best_product(self, nums):
        best = here = nums[0]
        for x in nums[1:]:
            here = max(x, here * x)
            best = max(best, here)
        return best


# %% wrong one-after-the-other: the new high spoils the low
class Solution:
    def best_product(self, nums):
        best = high = low = nums[0]
        for x in nums[1:]:
            high = max(x, high * x, low * x)
            low = min(x, high * x, low * x)
            best = max(best, high)
        return best


# %% wrong from-the-left: products from the left alone
class Solution:
    def best_product(self, nums):
        best, product = max(nums), 1
        for x in nums:
            product *= x
            best = max(best, product)
            if product == 0:
                product = 1
        return best
