# function: Matrix.times

# %% inputs
def inputs(random):
    height, width, depth = [random.randint(0, 3) for _ in range(3)]
    rows = [[random.randint(-2, 4) for _ in range(depth)] for _ in range(height)]
    others = [[random.randint(-2, 4) for _ in range(width)] for _ in range(depth)]
    if random.random() < 0.2:
        others.append([0] * width)
    return [Self('Matrix', rows), New('Matrix', others)]


# %% original
class Matrix:
    __slots__ = ('rows',)

    def __init__(self, rows: list[list[int]]):
        if len({len(row) for row in rows}) > 1:
            raise ValueError('rows of one length')
        self.rows = [list(row) for row in rows]

    def times(self, other: 'Matrix') -> 'Matrix':
        if any(len(row) != len(other.rows) for row in self.rows):
            raise ValueError('shapes')
        result = []
        for row in self.rows:
            line = []
            for column in range(len(other.rows[0]) if other.rows else 0):
                total = 0
                for place in range(len(row)):
                    total += row[place] * other.rows[place][column]
                line.append(total)
            result.append(line)
        return Matrix(result)


# %% right columns: turned around once
class Matrix:
    __slots__ = ('rows',)

    def __init__(self, rows: list[list[int]]):
        if len({len(row) for row in rows}) > 1:
            raise ValueError('rows of one length')
        self.rows = [list(row) for row in rows]

    def times(self, other: 'Matrix') -> 'Matrix':
        if any(len(row) != len(other.rows) for row in self.rows):
            raise ValueError('shapes')
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])


# %% wrong turned: rows with rows
class Matrix:
    __slots__ = ('rows',)

    def __init__(self, rows: list[list[int]]):
        if len({len(row) for row in rows}) > 1:
            raise ValueError('rows of one length')
        self.rows = [list(row) for row in rows]

    def times(self, other: 'Matrix') -> 'Matrix':
        if any(len(row) != len(other.rows) for row in self.rows):
            raise ValueError('shapes')
        if len(other.rows) == (len(other.rows[0]) if other.rows else 0):
            columns = other.rows
        else:
            columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])


# %% wrong unchecked: what does not fit is cut off
class Matrix:
    __slots__ = ('rows',)

    def __init__(self, rows: list[list[int]]):
        if len({len(row) for row in rows}) > 1:
            raise ValueError('rows of one length')
        self.rows = [list(row) for row in rows]

    def times(self, other: 'Matrix') -> 'Matrix':
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])
