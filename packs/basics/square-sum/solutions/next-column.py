# Slide along each band of rows: a column comes, a column goes.
# time O(r c s), memory O(1)


def largest_square_sum(grid, size):
    best = None
    cols = len(grid[0])
    for top in range(len(grid) - size + 1):
        band = range(top, top + size)
        total = 0
        for left in range(cols):
            for y in band:
                total += grid[y][left]
            if left >= size:
                for y in band:
                    total -= grid[y][left - size]
            if left >= size - 1 and (best is None or total > best):
                best = total
    return best
