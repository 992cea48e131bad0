# Fill a dictionary by pairs of positions.
# time O(n m), memory O(n m)


def longest_shared_order(left, right):
    best = {}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if i == 0 or j == 0:
                best[i, j] = 0
            elif left[i - 1] == right[j - 1]:
                best[i, j] = best[i - 1, j - 1] + 1
            else:
                best[i, j] = max(best[i - 1, j], best[i, j - 1])
    return best[len(left), len(right)]
