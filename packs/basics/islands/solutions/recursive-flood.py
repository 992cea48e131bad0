# Flood each island by recursion, over a copy of the map.
# time O(n), memory O(n)
import sys


def count_islands(heights, level):
    rows, cols = len(heights), len(heights[0])
    sys.setrecursionlimit(max(sys.getrecursionlimit(), rows * cols + 1000))
    land = [[height > level for height in row] for row in heights]

    def flood(r, c):
        if r < 0 or c < 0 or r == rows or c == cols or not land[r][c]:
            return
        land[r][c] = False
        flood(r + 1, c)
        flood(r - 1, c)
        flood(r, c + 1)
        flood(r, c - 1)

    islands = 0
    for r in range(rows):
        for c in range(cols):
            if land[r][c]:
                islands += 1
                flood(r, c)
    return islands
