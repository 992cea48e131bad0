# Give each field a number; where two fields meet, rename all fields of one number.
# time O(n^2), memory O(n)


def count_islands(heights, level):
    rows, cols = len(heights), len(heights[0])
    names = [
        r * cols + c if heights[r][c] > level else -1 for r in range(rows) for c in range(cols)
    ]
    for here in range(rows * cols):
        if names[here] == -1:
            continue
        for there in (here + 1 if (here + 1) % cols else rows * cols, here + cols):
            if there < rows * cols and names[there] not in (-1, names[here]):
                old, new = names[there], names[here]
                names = [new if name == old else name for name in names]
    return len(set(names) - {-1})
