# Recurse over both positions, with functools keeping the answers.
# time O(n m), memory O(n m)
import sys
from functools import lru_cache


def longest_shared_order(left, right):
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 3 * (len(left) + len(right)) + 1000))

    @lru_cache(maxsize=None)
    def best(i, j):
        if i == len(left) or j == len(right):
            return 0
        if left[i] == right[j]:
            return 1 + best(i + 1, j + 1)
        return max(best(i + 1, j), best(i, j + 1))

    return best(0, 0)
