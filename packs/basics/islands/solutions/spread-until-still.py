# Give each field a number, and let the smallest one spread until nothing changes.
# time O(n p), memory O(n)


def count_islands(heights, level):
    rows, cols = len(heights), len(heights[0])
    names = {}
    for r in range(rows):
        for c in range(cols):
            if heights[r][c] > level:
                names[r, c] = r * cols + c
    changed = True
    while changed:
        changed = False
        for (r, c), name in names.items():
            for side in ((r - 1, c), (r, c - 1), (r, c + 1), (r + 1, c)):
                if names.get(side, name) < name:
                    name = names[side]
                    changed = True
            names[r, c] = name
    return len(set(names.values()))
