def inputs(random):
    rows, cols = random.randint(1, 7), random.randint(1, 7)
    grid = [[random.randint(-9, 9) for _ in range(cols)] for _ in range(rows)]
    return [grid, random.randint(1, min(rows, cols))]


def expected(grid, size):
    sums = []
    for top in range(len(grid) - size + 1):
        for left in range(len(grid[0]) - size + 1):
            cells = [grid[top + dy][left + dx] for dy in range(size) for dx in range(size)]
            sums.append(sum(cells))
    return max(sums)
