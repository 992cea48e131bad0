# function: below

# %% inputs
def inputs(random):
    n = random.randint(1, 5)
    grid = [sorted(random.randint(-9, 9) for _ in range(n)) for _ in range(n)]
    columns = [sorted(column) for column in zip(*grid)]
    return [[list(row) for row in zip(*columns)], random.randint(-10, 10)]


# %% original
def below(grid: list[list[int]], limit: int) -> int:
    """How many numbers of a grid are at most the limit?

    Constraints:
    - grid is an n x n matrix
    - 1 <= n <= 300
    - Each row of grid is sorted in ascending order.
    - Each column of grid is sorted in ascending order.
    """
    return sum(1 for row in grid for number in row if number <= limit)


# %% right staircase: one way along the border between small and large
def below(grid: list[list[int]], limit: int) -> int:
    count, column = 0, len(grid) - 1
    for row in grid:
        while column >= 0 and row[column] > limit:
            column -= 1
        count += column + 1
    return count
