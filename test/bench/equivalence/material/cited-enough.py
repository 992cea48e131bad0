# function: Solution.index_of_citations

# %% inputs
def inputs(random):
    return [[random.randint(0, 9) for _ in range(random.randint(0, 9))]]


# %% original
class Solution:
    def index_of_citations(self, citations):
        """
        The largest h such that h papers or more have been cited h times or more.

        :type citations: List[int]
        :rtype: int

        Constraints:
            0 <= citations[i] <= 1000
        """
        for h in range(len(citations), 0, -1):
            if sum(c >= h for c in citations) >= h:
                return h
        return 0


# %% right buckets: count papers by citations
class Solution:
    def index_of_citations(self, citations):
        n = len(citations)
        buckets = [0] * (n + 1)
        for c in citations:
            buckets[min(c, n)] += 1
        papers = 0
        for h in range(n, -1, -1):
            papers += buckets[h]
            if papers >= h:
                return h


# %% wrong more-than: cited more than h times
class Solution:
    def index_of_citations(self, citations):
        h = 0
        for c in sorted(citations, reverse=True):
            if c <= h + 1:
                break
            h += 1
        return h


# %% wrong off-by-one: the place of the first that fails
class Solution:
    def index_of_citations(self, citations):
        ordered = sorted(citations, reverse=True)
        for i, c in enumerate(ordered):
            if c < i + 1:
                return i + 1
        return len(ordered)


# %% wrong own-value: only numbers that occur are tried
class Solution:
    def index_of_citations(self, citations):
        return max(
            (c for c in citations if sum(other >= c for other in citations) >= c), default=0
        )


# %% wrong all-cited: no answer where all are cited often
class Solution:
    def index_of_citations(self, citations):
        ordered = sorted(citations)
        for i, c in enumerate(ordered):
            if c <= len(ordered) - i - 1:
                continue
            return len(ordered) - i
        return len(ordered)
