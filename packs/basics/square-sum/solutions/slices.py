# Add up every square by the slices of its rows.
# time O(r c s^2), memory O(s)


def largest_square_sum(grid, size):
    return max(
        sum(sum(row[left : left + size]) for row in grid[top : top + size])
        for top in range(len(grid) - size + 1)
        for left in range(len(grid[0]) - size + 1)
    )
