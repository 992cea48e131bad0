# function: Solution.first_mirror

# %% inputs
def inputs(random):
    return [''.join(random.choice('abc') for _ in range(random.randint(0, 9)))]


# %% original
class Solution:
    def first_mirror(self, s):
        """
        The longest piece of s that reads the same from both ends; of several, the leftmost.

        :type s: str
        :rtype: str
        """
        for size in range(len(s), 0, -1):
            for start in range(len(s) - size + 1):
                piece = s[start : start + size]
                if piece == piece[::-1]:
                    return piece
        return ''


# %% right centres: grow around each centre
class Solution:
    def first_mirror(self, s):
        best = ''
        for i in range(len(s)):
            for left, right in ((i, i), (i, i + 1)):
                while left >= 0 and right < len(s) and s[left] == s[right]:
                    left, right = left - 1, right + 1
                if right - left - 1 > len(best):
                    best = s[left + 1 : right]
        return best


# %% wrong rightmost: the last of several
class Solution:
    def first_mirror(self, s):
        best = ''
        for i in range(len(s)):
            for left, right in ((i, i), (i, i + 1)):
                while left >= 0 and right < len(s) and s[left] == s[right]:
                    left, right = left - 1, right + 1
                if right - left - 1 >= len(best):
                    best = s[left + 1 : right]
        return best


# %% wrong odd-only: centres between two characters are forgotten
class Solution:
    def first_mirror(self, s):
        best = ''
        for i in range(len(s)):
            r = 0
            while i - r >= 0 and i + r < len(s) and s[i - r] == s[i + r]:
                r += 1
            piece = s[i - r + 1 : i + r]
            if len(piece) > len(best):
                best = piece
        return best


# %% wrong shared-with-turned: the longest piece that the turned text has too
class Solution:
    def first_mirror(self, s):
        turned = s[::-1]
        for size in range(len(s), 0, -1):
            for start in range(len(s) - size + 1):
                if s[start : start + size] in turned:
                    return s[start : start + size]
        return ''


# %% wrong table-order: a table filled by ends finds another of equal length
class Solution:
    def first_mirror(self, s):
        n = len(s)
        best = s[:1]
        is_mirror = [[False] * n for _ in range(n)]
        for i in range(n - 1, -1, -1):
            for j in range(i, n):
                if s[i] == s[j] and (j - i < 2 or is_mirror[i + 1][j - 1]):
                    is_mirror[i][j] = True
                    if j - i + 1 > len(best):
                        best = s[i : j + 1]
        return best
