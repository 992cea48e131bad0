# Hold a row of the table as the bits of one large number.
# time O(n m / w), memory O(a m / w)


def longest_shared_order(left, right):
    matches = {}
    for j, b in enumerate(right):
        matches[b] = matches.get(b, 0) | 1 << j
    full = (1 << len(right)) - 1
    row = full
    for a in left:
        shared = row & matches.get(a, 0)
        row = (row + shared | row - shared) & full
    return len(right) - bin(row).count('1')
