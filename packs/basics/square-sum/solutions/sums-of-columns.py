# Keep the sum of each column of the band, and slide over these sums.
# time O(r c), memory O(c)


def largest_square_sum(grid, size):
    columns = [0] * len(grid[0])
    best = None
    for y, row in enumerate(grid):
        for x, number in enumerate(row):
            columns[x] += number
            if y >= size:
                columns[x] -= grid[y - size][x]
        if y < size - 1:
            continue
        total = sum(columns[:size])
        if best is None or total > best:
            best = total
        for x in range(size, len(columns)):
            total += columns[x] - columns[x - size]
            if total > best:
                best = total
    return best
