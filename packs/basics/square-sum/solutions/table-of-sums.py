# Keep the sums of all rectangles from the upper left corner in a list of rows.
# time O(r c), memory O(r c)


def largest_square_sum(grid, size):
    sums = [[0] * (len(grid[0]) + 1)]
    for row in grid:
        above = sums[-1]
        line = [0]
        total = 0
        for x, number in enumerate(row, 1):
            total += number
            line.append(above[x] + total)
        sums.append(line)
    best = None
    for y in range(size, len(sums)):
        low, high = sums[y], sums[y - size]
        for x in range(size, len(low)):
            total = low[x] - high[x] - low[x - size] + high[x - size]
            if best is None or total > best:
                best = total
    return best
