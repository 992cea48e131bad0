# function: Solution.same_letters

# %% inputs
def inputs(random):
    words = [
        ''.join(random.choice('abcd') for _ in range(random.randint(0, 4)))
        for _ in range(random.randint(0, 8))
    ]
    return [words]


# %% original
class Solution:
    def same_letters(self, strs):
        """
        Put words of the same letters together. Groups stand in the order of their first words, and
        words in the order of the list.

        :type strs: List[str]
        :rtype: List[List[str]]

        Constraints:
            strs[i] consists of lowercase English letters.
        """
        groups = []
        for word in strs:
            for group in groups:
                if sorted(group[0]) == sorted(word):
                    group.append(word)
                    break
            else:
                groups.append([word])
        return groups


# %% right dict: sorted letters are the key
from collections import defaultdict


class Solution:
    def same_letters(self, strs):
        groups = defaultdict(list)
        for word in strs:
            groups[''.join(sorted(word))].append(word)
        return list(groups.values())


# %% right counts: counts of the 26 letters are the key
class Solution:
    def same_letters(self, strs):
        groups = {}
        for word in strs:
            counts = [0] * 26
            for c in word:
                counts[ord(c) - ord('a')] += 1
            groups.setdefault(tuple(counts), []).append(word)
        return list(groups.values())


# %% wrong letter-sets: how often a letter occurs is lost
class Solution:
    def same_letters(self, strs):
        groups = {}
        for word in strs:
            groups.setdefault(frozenset(word), []).append(word)
        return list(groups.values())


# %% wrong letter-sums: different letters have equal sums
class Solution:
    def same_letters(self, strs):
        groups = {}
        for word in strs:
            groups.setdefault((len(word), sum(map(ord, word))), []).append(word)
        return list(groups.values())


# %% wrong groupby: sorts first, so that groups come in another order
from itertools import groupby


class Solution:
    def same_letters(self, strs):
        return [list(group) for _, group in groupby(sorted(strs, key=sorted), key=sorted)]
