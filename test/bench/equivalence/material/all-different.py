# function: Solution.longest_without_repeat

# %% inputs
def inputs(random):
    return [''.join(random.choice('abcde') for _ in range(random.randint(0, 10)))]


# %% original
class Solution:
    def longest_without_repeat(self, s):
        """
        The length of the longest piece of s in which no character occurs twice.

        :type s: str
        :rtype: int

        Constraints:
            0 <= len(s) <= 10^4
        """
        best = 0
        for i in range(len(s)):
            seen = set()
            for c in s[i:]:
                if c in seen:
                    break
                seen.add(c)
            best = max(best, len(seen))
        return best


# %% right places: the last place of each character
class Solution:
    def longest_without_repeat(self, s):
        last, start, best = {}, 0, 0
        for i, c in enumerate(s):
            start = max(start, last.get(c, -1) + 1)
            last[c] = i
            best = max(best, i - start + 1)
        return best


# %% wrong moves-back: the beginning of the window moves back
class Solution:
    def longest_without_repeat(self, s):
        last, start, best = {}, 0, 0
        for i, c in enumerate(s):
            if c in last:
                start = last[c] + 1
            last[c] = i
            best = max(best, i - start + 1)
        return best


# %% wrong starts-over: begins anew at the repeated character
class Solution:
    def longest_without_repeat(self, s):
        seen, best = set(), 0
        for c in s:
            if c in seen:
                seen = set()
            seen.add(c)
            best = max(best, len(seen))
        return best


# %% wrong at-the-end: the last window is not looked at
class Solution:
    def longest_without_repeat(self, s):
        window, best = '', 0
        for c in s:
            if c in window:
                best = max(best, len(window))
                window = window[window.index(c) + 1 :]
            window += c
        return best


# %% wrong distinct: the number of different characters
class Solution:
    def longest_without_repeat(self, s):
        return len(set(s))
