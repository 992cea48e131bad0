# Add up every square cell by cell.
# time O(r c s^2), memory O(1)


def largest_square_sum(grid, size):
    best = None
    for top in range(len(grid) - size + 1):
        for left in range(len(grid[0]) - size + 1):
            total = 0
            for y in range(top, top + size):
                for x in range(left, left + size):
                    total += grid[y][x]
            if best is None or total > best:
                best = total
    return best
