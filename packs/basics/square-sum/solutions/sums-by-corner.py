# Keep the sums of all rectangles from the upper left corner in a dictionary.
# time O(r c), memory O(r c)


def largest_square_sum(grid, size):
    sums = {}
    for y in range(len(grid) + 1):
        for x in range(len(grid[0]) + 1):
            if x == 0 or y == 0:
                sums[y, x] = 0
            else:
                sums[y, x] = (
                    grid[y - 1][x - 1] + sums[y - 1, x] + sums[y, x - 1] - sums[y - 1, x - 1]
                )
    return max(
        sums[y, x] - sums[y - size, x] - sums[y, x - size] + sums[y - size, x - size]
        for y in range(size, len(grid) + 1)
        for x in range(size, len(grid[0]) + 1)
    )
