# Try the longest pieces first, and stop at the first mirror.
# time O(n^3), memory O(n)


def longest_mirror(text):
    for size in range(len(text), 0, -1):
        for start in range(len(text) - size + 1):
            piece = text[start : start + size]
            if piece == piece[::-1]:
                return size
    return 0
