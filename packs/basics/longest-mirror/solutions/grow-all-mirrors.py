# Keep all mirrors of one length, and keep those that grow by a letter at both ends.
# time O(n^2), memory O(n)


def longest_mirror(text):
    best = 0
    for size in (1, 2):
        starts = [i for i in range(len(text) - size + 1) if text[i] == text[i + size - 1]]
        while starts:
            best = max(best, size)
            size += 2
            starts = [
                i - 1
                for i in starts
                if i > 0 and i + size - 2 < len(text) and text[i - 1] == text[i + size - 2]
            ]
    return best
