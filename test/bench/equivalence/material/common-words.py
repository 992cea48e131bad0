# function: Solution.common_words

# %% inputs
def inputs(random):
    words = [random.choice('abcde') * random.randint(1, 2) for _ in range(random.randint(0, 12))]
    return [words, random.randint(0, 5)]


# %% original
class Solution:
    def common_words(self, words, k):
        """
        The k most frequent words, the most frequent first. Of words that are equally frequent the
        one that occurs earlier in the list goes first.

        :type words: List[str]
        :type k: int
        :rtype: List[str]

        Constraints:
            0 <= k
        """
        distinct = []
        for word in words:
            if word not in distinct:
                distinct.append(word)
        distinct.sort(key=words.count, reverse=True)
        return distinct[:k]


# %% right counter: ties come in the order of the counter
from collections import Counter


class Solution:
    def common_words(self, words, k):
        return [word for word, _ in Counter(words).most_common(k)]


# %% wrong alphabet: ties in the order of the alphabet
from collections import Counter


class Solution:
    def common_words(self, words, k):
        counts = Counter(words)
        return sorted(counts, key=lambda w: (-counts[w], w))[:k]


# %% wrong ties-turned: ascending and then turned around
from collections import Counter


class Solution:
    def common_words(self, words, k):
        counts = Counter(words)
        ordered = sorted(counts, key=lambda w: counts[w])
        return ordered[::-1][:k]


# %% wrong heap: a heap of pairs decides ties by the word
import heapq
from collections import Counter


class Solution:
    def common_words(self, words, k):
        return [w for _, w in heapq.nlargest(k, ((c, w) for w, c in Counter(words).items()))]


# %% wrong bucket: the buckets go from the rarest
class Solution:
    def common_words(self, words, k):
        counts = {}
        for w in words:
            counts[w] = counts.get(w, 0) + 1
        buckets = [[] for _ in range(len(words) + 1)]
        for w, c in counts.items():
            buckets[c].append(w)
        result = [w for bucket in buckets for w in bucket]
        return result[-k:][::-1]
