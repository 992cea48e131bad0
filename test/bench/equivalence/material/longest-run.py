# function: Solution.longest_run

# %% inputs
def inputs(random):
    pool = random.choice([[0, 1], [1, 2, 3], [300, 301], [-1, 7000]])
    return [[int(str(random.choice(pool))) for _ in range(random.randint(0, 9))]]


# %% original
class Solution:
    def longest_run(self, values):
        """
        The length of the longest run of equal neighbours.

        :type values: List[int]
        :rtype: int
        """
        best = run = 0
        for i in range(len(values)):
            run = run + 1 if i and values[i] == values[i - 1] else 1
            best = max(best, run)
        return best


# %% right groups: groupby makes the runs
from itertools import groupby


class Solution:
    def longest_run(self, values):
        return max((len(list(run)) for _, run in groupby(values)), default=0)


# %% wrong last-run: the run at the end is never counted
class Solution:
    def longest_run(self, values):
        best, run = 0, 0
        previous = None
        for value in values:
            if value == previous:
                run += 1
            else:
                best = max(best, run)
                run = 1
            previous = value
        return max(best, 1 if values else 0)


# %% wrong identity: large integers that are equal are two objects
class Solution:
    def longest_run(self, values):
        best = run = 0
        previous = None
        for value in values:
            run = run + 1 if value is previous else 1
            best = max(best, run)
            previous = value
        return best


# %% wrong empty: there may be no values
class Solution:
    def longest_run(self, values):
        best = run = 1
        for i in range(1, len(values)):
            run = run + 1 if values[i] == values[i - 1] else 1
            best = max(best, run)
        return best
