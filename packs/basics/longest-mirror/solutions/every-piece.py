# Turn every piece around, and compare.
# time O(n^3), memory O(n)


def longest_mirror(text):
    best = 0
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            piece = text[start:end]
            if piece == piece[::-1]:
                best = max(best, len(piece))
    return best
