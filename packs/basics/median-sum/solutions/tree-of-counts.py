# Count by rank in a Fenwick tree, and descend it to the middle.
# time O(n log n), memory O(n)


def sum_of_medians(numbers):
    values = sorted(set(numbers))
    ranks = {value: rank for rank, value in enumerate(values, 1)}
    size = len(values)
    top = 1 << size.bit_length()
    tree = [0] * (size + 1)
    total = 0
    for i, number in enumerate(numbers):
        rank = ranks[number]
        while rank <= size:
            tree[rank] += 1
            rank += rank & -rank
        below = i // 2
        rank = 0
        step = top
        while step:
            if rank + step <= size and tree[rank + step] <= below:
                rank += step
                below -= tree[rank]
            step >>= 1
        total += values[rank]
    return total
