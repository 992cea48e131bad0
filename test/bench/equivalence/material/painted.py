# function: painted

# %% inputs
def inputs(random):
    width, height = random.randint(0, 4), random.randint(0, 4)
    cells = []
    if width and height:
        cells = [(random.randint(-1, width), random.randint(-1, height)) for _ in range(random.randint(0, 4))]
    return [width, height, cells]


# %% original
def painted(width: int, height: int, cells: list[tuple[int, int]]) -> list[list[int]]:
    """A picture of so many rows, with how often each of its cells was painted; others are left out."""
    rows = []
    for y in range(height):
        row = []
        for x in range(width):
            row.append(len([cell for cell in cells if cell == (x, y)]))
        rows.append(row)
    return rows


# %% right counted: once through the cells
def painted(width, height, cells):
    rows = [[0] * width for _ in range(height)]
    for x, y in cells:
        if 0 <= x < width and 0 <= y < height:
            rows[y][x] += 1
    return rows


# %% wrong one-row: all rows are one list
def painted(width, height, cells):
    rows = [[0] * width] * height
    for x, y in cells:
        if 0 <= x < width and 0 <= y < height:
            rows[y][x] += 1
    return rows


# %% wrong once: painted twice is painted once
def painted(width, height, cells):
    there = set(cells)
    return [[1 if (x, y) in there else 0 for x in range(width)] for y in range(height)]


# %% wrong from-behind: places below zero count from the end
def painted(width, height, cells):
    rows = [[0] * width for _ in range(height)]
    for x, y in cells:
        if x < width and y < height:
            try:
                rows[y][x] += 1
            except IndexError:
                pass
    return rows
