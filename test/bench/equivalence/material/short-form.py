# function: Solution.short_form

# %% inputs
def inputs(random):
    return [
        ''.join(
            random.choice('abc') * random.choice([1, 1, 2, 3, 11])
            for _ in range(random.randint(0, 5))
        )
    ]


# %% original
class Solution:
    def short_form(self, s):
        """
        Write each run of equal letters as the letter and the run's length; a run of one without
        its length.

        :type s: str
        :rtype: str

        Constraints:
            s consists of English letters.
        """
        result = ''
        i = 0
        while i < len(s):
            j = i
            while j < len(s) and s[j] == s[i]:
                j += 1
            result += s[i]
            if j - i > 1:
                result += str(j - i)
            i = j
        return result


# %% right groupby: groups of equal letters
from itertools import groupby


class Solution:
    def short_form(self, s):
        parts = []
        for letter, run in groupby(s):
            count = sum(1 for _ in run)
            parts.append(letter if count == 1 else f'{letter}{count}')
        return ''.join(parts)


# %% wrong last-run: the last run is lost
class Solution:
    def short_form(self, s):
        result, count = [], 1
        for a, b in zip(s, s[1:]):
            if a == b:
                count += 1
            else:
                result.append(a + (str(count) if count > 1 else ''))
                count = 1
        return ''.join(result)


# %% wrong ones: writes the length of a run of one
import re


class Solution:
    def short_form(self, s):
        return re.sub(r'(.)\1*', lambda m: m[1] + str(len(m[0])), s)


# %% wrong one-digit: runs of at most nine
import re


class Solution:
    def short_form(self, s):
        return re.sub(r'(.)\1{1,8}', lambda m: m[1] + str(len(m[0])), s)


# %% wrong totals: counts letters in the whole text
class Solution:
    def short_form(self, s):
        return ''.join(
            c + (str(s.count(c)) if s.count(c) > 1 else '') for c in dict.fromkeys(s)
        )
