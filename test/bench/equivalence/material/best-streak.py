# function: Solution.best_streak

# %% inputs
def inputs(random):
    low = random.choice([-9, -9, -3])
    return [[random.randint(low, random.choice([-1, 6])) for _ in range(random.randint(1, 9))]]


# %% original
class Solution:
    def best_streak(self, nums):
        """
        The largest sum of one or more numbers that stand side by side.

        :type nums: List[int]
        :rtype: int

        Constraints:
            1 <= len(nums) <= 10^5
            -10^4 <= nums[i] <= 10^4
        """
        best = nums[0]
        for start in range(len(nums)):
            total = 0
            for end in range(start, len(nums)):
                total += nums[end]
                best = max(best, total)
        return best


# %% right running: the best that ends here
class Solution:
    def best_streak(self, nums):
        best = here = nums[0]
        for x in nums[1:]:
            here = max(x, here + x)
            best = max(best, here)
        return best


# %% right halves: divide and conquer
class Solution:
    def best_streak(self, nums):
        def solve(lo, hi):
            if lo == hi:
                return (nums[lo],) * 4
            mid = (lo + hi) // 2
            a, b = solve(lo, mid), solve(mid + 1, hi)
            return (
                a[0] + b[0],
                max(a[1], a[0] + b[1]),
                max(b[2], b[0] + a[2]),
                max(a[3], b[3], a[2] + b[1]),
            )

        return solve(0, len(nums) - 1)[3]


# %% wrong zero: nothing at all beats negative numbers
class Solution:
    def best_streak(self, nums):
        best = here = 0
        for x in nums:
            here = max(0, here + x)
            best = max(best, here)
        return best


# %% wrong floor-value: no sum is below -1000
class Solution:
    def best_streak(self, nums):
        best, here = 0, -1
        for x in nums:
            here = x if here < 0 else here + x
            if here > best or best == 0:
                best = here
        return best


# %% wrong positive-runs: adds up runs without a negative number
class Solution:
    def best_streak(self, nums):
        best, run = max(nums), 0
        for x in nums:
            run = run + x if x >= 0 else 0
            best = max(best, run) if run else best
        return best
