# function: Solution.steps_between

# %% inputs
def inputs(random):
    return [''.join(random.choice('abc') for _ in range(random.randint(0, 6))) for _ in range(2)]


# %% original
class Solution:
    def steps_between(self, word1, word2):
        """
        The fewest single characters to insert, delete or replace that make one word the other.

        :type word1: str
        :type word2: str
        :rtype: int

        Constraints:
            0 <= len(word1), len(word2) <= 100
            Words are of lowercase English letters.
        """
        rows, columns = len(word1) + 1, len(word2) + 1
        table = [[0] * columns for _ in range(rows)]
        for i in range(rows):
            for j in range(columns):
                if i == 0 or j == 0:
                    table[i][j] = i + j
                elif word1[i - 1] == word2[j - 1]:
                    table[i][j] = table[i - 1][j - 1]
                else:
                    table[i][j] = 1 + min(
                        table[i - 1][j - 1], table[i - 1][j], table[i][j - 1]
                    )
        return table[-1][-1]


# %% right memo: recursion that remembers
from functools import lru_cache


class Solution:
    def steps_between(self, word1, word2):
        @lru_cache(None)
        def steps(i, j):
            if i == len(word1):
                return len(word2) - j
            if j == len(word2):
                return len(word1) - i
            if word1[i] == word2[j]:
                return steps(i + 1, j + 1)
            return 1 + min(steps(i + 1, j + 1), steps(i + 1, j), steps(i, j + 1))

        return steps(0, 0)


# %% right row: one row of the table
class Solution:
    def steps_between(self, word1, word2):
        row = list(range(len(word2) + 1))
        for i, a in enumerate(word1, 1):
            diagonal, row[0] = row[0], i
            for j, b in enumerate(word2, 1):
                best = min(diagonal + (a != b), row[j] + 1, row[j - 1] + 1)
                diagonal, row[j] = row[j], best
        return row[-1]


# %% wrong no-replacing: replacing costs as much as a deletion and an insertion
class Solution:
    def steps_between(self, word1, word2):
        m, n = len(word1), len(word2)
        lcs = [[0] * (n + 1) for _ in range(m + 1)]
        for i in range(m):
            for j in range(n):
                if word1[i] == word2[j]:
                    lcs[i + 1][j + 1] = lcs[i][j] + 1
                else:
                    lcs[i + 1][j + 1] = max(lcs[i][j + 1], lcs[i + 1][j])
        return m + n - 2 * lcs[m][n]


# %% wrong longest-less-shared: the longer length less what is shared in order
class Solution:
    def steps_between(self, word1, word2):
        m, n = len(word1), len(word2)
        lcs = [[0] * (n + 1) for _ in range(m + 1)]
        for i in range(m):
            for j in range(n):
                lcs[i + 1][j + 1] = (
                    lcs[i][j] + 1
                    if word1[i] == word2[j]
                    else max(lcs[i][j + 1], lcs[i + 1][j])
                )
        return max(m, n) - lcs[m][n]


# %% wrong place-by-place: compares character by character
class Solution:
    def steps_between(self, word1, word2):
        return sum(a != b for a, b in zip(word1, word2)) + abs(len(word1) - len(word2))
