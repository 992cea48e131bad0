# function: Solution.can_be_cut

# %% inputs
def inputs(random):
    def word(size):
        return ''.join(random.choice('ab') for _ in range(size))

    words = [word(random.randint(1, 3)) for _ in range(random.randint(1, 4))]
    text = ''.join(random.choice(words) for _ in range(random.randint(1, 4)))
    return [text if random.random() < 0.6 else word(random.randint(1, 8)), words]


# %% original
class Solution:
    def can_be_cut(self, s, words):
        """
        Whether s can be cut into pieces that are all among the words; a word may be used often.

        :type s: str
        :type words: List[str]
        :rtype: bool

        Constraints:
            1 <= len(s) <= 300
            1 <= len(words[i]) <= 20
            s and words[i] consist of lowercase English letters.
        """
        cuts = [True] + [False] * len(s)
        for end in range(1, len(s) + 1):
            for word in words:
                if end >= len(word) and cuts[end - len(word)] and s[:end].endswith(word):
                    cuts[end] = True
        return cuts[-1]


# %% right search: ends that can be reached
class Solution:
    def can_be_cut(self, s, words):
        pending, seen = [0], {0}
        while pending:
            start = pending.pop()
            if start == len(s):
                return True
            for word in set(words):
                end = start + len(word)
                if end not in seen and s.startswith(word, start):
                    seen.add(end)
                    pending.append(end)
        return False


# %% wrong longest-first: the longest word that fits, never another
class Solution:
    def can_be_cut(self, s, words):
        ordered = sorted(words, key=len, reverse=True)
        i = 0
        while i < len(s):
            for word in ordered:
                if s.startswith(word, i):
                    i += len(word)
                    break
            else:
                return False
        return True


# %% wrong replace: takes words out one after the other
class Solution:
    def can_be_cut(self, s, words):
        for word in sorted(words, key=len, reverse=True):
            s = s.replace(word, ' ')
        return s.strip() == ''


# %% wrong used-up: each word once at most
class Solution:
    def can_be_cut(self, s, words):
        def cut(rest, left):
            if not rest:
                return True
            return any(
                rest.startswith(word) and cut(rest[len(word) :], left[:i] + left[i + 1 :])
                for i, word in enumerate(left)
            )

        return cut(s, words)
