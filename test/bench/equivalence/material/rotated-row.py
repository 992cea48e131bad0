# function: Solution.rotate

# %% inputs
def inputs(random):
    row = [random.randint(0, 5) for _ in range(random.randint(0, 7))]
    return [row, random.randint(0, 20)]


# %% original
class Solution:
    def rotate(self, nums, k):
        """
        Turn the row to the right by k places: what falls off at the end comes in at the front.
        A new list is returned.

        :type nums: List[int]
        :type k: int
        :rtype: List[int]

        Constraints:
            k >= 0
        """
        if not nums:
            return []
        turned = list(nums)
        for _ in range(k % len(nums)):
            turned.insert(0, turned.pop())
        return turned


# %% right index: every number is put at its new place
class Solution:
    def rotate(self, nums, k):
        n = len(nums)
        result = [0] * n
        for i, x in enumerate(nums):
            result[(i + k) % n] = x
        return result


# %% wrong no-modulo: cannot turn further than once around
class Solution:
    def rotate(self, nums, k):
        return nums[-k:] + nums[:-k] if k else nums[:]


# %% wrong empty: divides by the length of an empty row
class Solution:
    def rotate(self, nums, k):
        k %= len(nums)
        return nums[len(nums) - k :] + nums[: len(nums) - k]


# %% wrong to-the-left: turns the other way
class Solution:
    def rotate(self, nums, k):
        if not nums:
            return []
        k %= len(nums)
        return nums[k:] + nums[:k]


# %% wrong in-place: turns the caller's list and returns it
class Solution:
    def rotate(self, nums, k):
        if nums:
            k %= len(nums)
            nums[:] = nums[len(nums) - k :] + nums[: len(nums) - k]
        return nums
