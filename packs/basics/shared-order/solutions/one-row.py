# Keep one row over the shorter text, written over in place.
# time O(n m), memory O(min(n, m))


def longest_shared_order(left, right):
    if len(right) > len(left):
        left, right = right, left
    row = [0] * len(right)
    for a in left:
        diagonal = best = 0
        for j, b in enumerate(right):
            above = row[j]
            if a == b:
                best = diagonal + 1
            elif above > best:
                best = above
            diagonal = above
            row[j] = best
    return row[-1] if row else 0
