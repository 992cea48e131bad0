# Note for all pairs of ends whether a mirror lies between them, from short to long.
# time O(n^2), memory O(n^2)


def longest_mirror(text):
    size = len(text)
    is_mirror = [[False] * size for _ in range(size)]
    best = 0
    for start in range(size - 1, -1, -1):
        for end in range(start, size):
            if text[start] == text[end] and (end - start < 2 or is_mirror[start + 1][end - 1]):
                is_mirror[start][end] = True
                best = max(best, end - start + 1)
    return best
