# Cut out all squares first, then take the largest sum.
# time O(r c s^2), memory O(r c s^2)


def largest_square_sum(grid, size):
    squares = []
    for top in range(len(grid) - size + 1):
        for left in range(len(grid[0]) - size + 1):
            squares.append([row[left : left + size] for row in grid[top : top + size]])
    return max(sum(sum(row) for row in square) for square in squares)
