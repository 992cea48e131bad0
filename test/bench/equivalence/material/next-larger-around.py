# function: Solution.next_larger

# %% inputs
def inputs(random):
    return [[random.randint(-3, 6) for _ in range(random.randint(1, 8))]]


# %% original
class Solution:
    def next_larger(self, nums):
        """
        Numbers stand in a ring. For each one, give the next number after it that is larger, going
        around; -1 where there is none.

        :type nums: List[int]
        :rtype: List[int]

        Constraints:
            1 <= len(nums) <= 10^4
        """
        n = len(nums)
        result = []
        for i in range(n):
            for step in range(1, n):
                if nums[(i + step) % n] > nums[i]:
                    result.append(nums[(i + step) % n])
                    break
            else:
                result.append(-1)
        return result


# %% right stack: twice around with a stack
class Solution:
    def next_larger(self, nums):
        n = len(nums)
        result = [-1] * n
        waiting = []
        for i in range(2 * n):
            while waiting and nums[waiting[-1]] < nums[i % n]:
                result[waiting.pop()] = nums[i % n]
            if i < n:
                waiting.append(i)
        return result


# %% wrong once-around: the ring ends at the last number
class Solution:
    def next_larger(self, nums):
        result = [-1] * len(nums)
        stack = []
        for i, x in enumerate(nums):
            while stack and nums[stack[-1]] < x:
                result[stack.pop()] = x
            stack.append(i)
        return result


# %% wrong at-least: an equal number counts as larger
class Solution:
    def next_larger(self, nums):
        n = len(nums)
        result, stack = [-1] * n, []
        for i in range(2 * n - 1):
            while stack and nums[stack[-1]] <= nums[i % n] and stack[-1] != i % n:
                result[stack.pop()] = nums[i % n]
            if i < n:
                stack.append(i)
        return result


# %% wrong by-value: remembers answers by number, not by place
class Solution:
    def next_larger(self, nums):
        larger, stack = {}, []
        for x in nums + nums:
            while stack and stack[-1] < x:
                larger[stack.pop()] = x
            stack.append(x)
        return [larger.get(x, -1) for x in nums]


# %% wrong largest-of-all: the maximum, not the next one
class Solution:
    def next_larger(self, nums):
        top = max(nums)
        return [top if x < top else -1 for x in nums]
