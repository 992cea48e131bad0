# function: columns

# %% inputs
def inputs(random):
    rows, width = random.randint(0, 4), random.randint(1, 4)
    return [[[random.randint(0, 9) for _ in range(width)] for _ in range(rows)]]


# %% original
def columns(table: list[list[int]]) -> list[list[int]]:
    """The columns of a table as rows.

    All rows have the same length, which is at least 1.
    """
    result = []
    if not table:
        return result
    for c in range(len(table[0])):
        column = []
        for r in range(len(table)):
            column.append(table[r][c])
        result.append(column)
    return result


# %% right zip: as zip does it
def columns(table):
    return [list(column) for column in zip(*table)]


# %% wrong tuples: tuples in place of lists
def columns(table):
    return list(zip(*table))


# %% wrong squares: as many columns as rows
def columns(table):
    size = len(table)
    return [[row[c] for row in table] for c in range(min(size, len(table[0]) if table else 0))]


# %% wrong shared-rows: all rows are one list
def columns(table):
    if not table:
        return []
    result = [[0] * len(table)] * len(table[0])
    for r, row in enumerate(table):
        for c, value in enumerate(row):
            result[c][r] = value
    return result
