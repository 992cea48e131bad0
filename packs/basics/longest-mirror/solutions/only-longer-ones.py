# At each end, ask only for mirrors one or two letters longer than the best so far.
# time O(n^2), memory O(n)


def longest_mirror(text):
    best = 0
    for end in range(1, len(text) + 1):
        for longer in (best + 2, best + 1):
            if longer <= end:
                piece = text[end - longer : end]
                if piece == piece[::-1]:
                    best = longer
                    break
    return best
