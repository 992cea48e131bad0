# function: Solution.gather

# %% inputs
def inputs(random):
    return [[random.randint(-2, 9) for _ in range(random.randint(0, 8))]]


# %% original
class Solution:
    def gather(self, values):
        """
        The largest sum of some of the values, no two of them neighbours. None at all is a sum of 0.

        :type values: List[int]
        :rtype: int
        """
        size = len(values)
        best = [0] * (size + 2)
        for i in range(size - 1, -1, -1):
            best[i] = max(best[i + 1], best[i + 2] + values[i])
        return best[0]


# %% right two-numbers: only the last two sums are needed
class Solution:
    def gather(self, values):
        before, now = 0, 0
        for value in values:
            before, now = now, max(now, before + value)
        return now


# %% wrong every-other: either all even places or all odd ones
class Solution:
    def gather(self, values):
        return max(
            sum(value for value in values[::2] if value > 0),
            sum(value for value in values[1::2] if value > 0),
        )


# %% wrong greedy: the largest first
class Solution:
    def gather(self, values):
        taken = set()
        for i in sorted(range(len(values)), key=lambda i: -values[i]):
            if values[i] > 0 and i - 1 not in taken and i + 1 not in taken:
                taken.add(i)
        return sum(values[i] for i in taken)


# %% wrong must-take: begins with the first value, whatever it is
class Solution:
    def gather(self, values):
        if not values:
            return 0
        before, now = 0, values[0]
        for value in values[1:]:
            before, now = now, max(now, before + value)
        return now
