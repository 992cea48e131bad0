# Collect the land in a set, and take out island by island.
# time O(n), memory O(n)


def count_islands(heights, level):
    land = {
        (r, c) for r, row in enumerate(heights) for c, height in enumerate(row) if height > level
    }
    islands = 0
    while land:
        islands += 1
        shore = [land.pop()]
        while shore:
            r, c = shore.pop()
            for side in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                if side in land:
                    land.remove(side)
                    shore.append(side)
    return islands
