# function: Solution.ways_through

# %% inputs
def inputs(random):
    rows, columns = random.randint(1, 5), random.randint(1, 5)
    return [[[int(random.random() < 0.25) for _ in range(columns)] for _ in range(rows)]]


# %% original
class Solution:
    def ways_through(self, grid):
        """
        From the upper left to the lower right corner, one step to the right or down at a time: how
        many ways are there around the fields with a 1?

        :type grid: List[List[int]]
        :rtype: int

        Constraints:
            m == len(grid), n == len(grid[i])
            1 <= m, n <= 12
            grid[i][j] is 0 or 1.
        """
        rows, columns = len(grid), len(grid[0])

        def ways(r, c):
            if r == rows or c == columns or grid[r][c] == 1:
                return 0
            if r == rows - 1 and c == columns - 1:
                return 1
            return ways(r + 1, c) + ways(r, c + 1)

        return ways(0, 0)


# %% right row: one row of counts
class Solution:
    def ways_through(self, grid):
        counts = [1] + [0] * (len(grid[0]) - 1)
        for row in grid:
            for c, blocked in enumerate(row):
                if blocked:
                    counts[c] = 0
                elif c > 0:
                    counts[c] += counts[c - 1]
        return counts[-1]


# %% wrong blocked-start: a blocked start is walked from
class Solution:
    def ways_through(self, grid):
        m, n = len(grid), len(grid[0])
        dp = [[0] * n for _ in range(m)]
        dp[0][0] = 1
        for r in range(m):
            for c in range(n):
                if (r or c) and not grid[r][c]:
                    dp[r][c] = (dp[r - 1][c] if r else 0) + (dp[r][c - 1] if c else 0)
        return dp[-1][-1]


# %% wrong open-rim: what blocks the first row blocks nothing behind it
class Solution:
    def ways_through(self, grid):
        m, n = len(grid), len(grid[0])
        if grid[0][0] or grid[-1][-1]:
            return 0
        dp = [[1] * n for _ in range(m)]
        for r in range(m):
            for c in range(n):
                if grid[r][c]:
                    dp[r][c] = 0
                elif r and c:
                    dp[r][c] = dp[r - 1][c] + dp[r][c - 1]
        return dp[-1][-1]


# %% wrong writes-in-grid: counts in the caller's grid
class Solution:
    def ways_through(self, grid):
        if grid[0][0]:
            return 0
        for r in range(len(grid)):
            for c in range(len(grid[0])):
                if grid[r][c]:
                    grid[r][c] = 0
                elif r == c == 0:
                    grid[r][c] = 1
                else:
                    grid[r][c] = (grid[r - 1][c] if r else 0) + (grid[r][c - 1] if c else 0)
        return grid[-1][-1]
