# Add up each row from the left once, and each square by a difference for each of its rows.
# time O(r c s), memory O(r c)


def largest_square_sum(grid, size):
    sums = []
    for row in grid:
        line = [0]
        for number in row:
            line.append(line[-1] + number)
        sums.append(line)
    totals = []
    for top in range(len(grid) - size + 1):
        for left in range(len(grid[0]) - size + 1):
            rows = sums[top : top + size]
            totals.append(sum(line[left + size] - line[left] for line in rows))
    return max(totals)
