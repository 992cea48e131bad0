# function: Solution.inward

# %% inputs
def inputs(random):
    rows, columns = random.randint(1, 5), random.randint(1, 5)
    return [[[random.randint(0, 99) for _ in range(columns)] for _ in range(rows)]]


# %% original
class Solution:
    def inward(self, matrix):
        """
        List the numbers of a matrix in the order of a walk along its rim, clockwise from the upper
        left corner, and further inward until all have been met.

        :type matrix: List[List[int]]
        :rtype: List[int]

        Constraints:
            m == len(matrix)
            n == len(matrix[i])
            1 <= m, n <= 10
        """
        rest = [list(row) for row in matrix]
        walk = []
        while rest:
            walk.extend(rest.pop(0))
            rest = [list(column) for column in zip(*rest)][::-1]
        return walk


# %% right borders: four borders that move
class Solution:
    def inward(self, matrix):
        top, bottom, left, right = 0, len(matrix) - 1, 0, len(matrix[0]) - 1
        walk = []
        while top <= bottom and left <= right:
            walk += [matrix[top][c] for c in range(left, right + 1)]
            walk += [matrix[r][right] for r in range(top + 1, bottom + 1)]
            if top < bottom and left < right:
                walk += [matrix[bottom][c] for c in range(right - 1, left - 1, -1)]
                walk += [matrix[r][left] for r in range(bottom - 1, top, -1)]
            top, bottom, left, right = top + 1, bottom - 1, left + 1, right - 1
        return walk


# %% wrong one-row-twice: walks back along a last row
class Solution:
    def inward(self, matrix):
        top, bottom, left, right = 0, len(matrix) - 1, 0, len(matrix[0]) - 1
        walk = []
        while top <= bottom and left <= right:
            walk += [matrix[top][c] for c in range(left, right + 1)]
            walk += [matrix[r][right] for r in range(top + 1, bottom + 1)]
            walk += [matrix[bottom][c] for c in range(right - 1, left - 1, -1)]
            walk += [matrix[r][left] for r in range(bottom - 1, top, -1)]
            top, bottom, left, right = top + 1, bottom - 1, left + 1, right - 1
        return walk


# %% wrong squares: takes every matrix for a square
class Solution:
    def inward(self, matrix):
        n = len(matrix)
        walk = []
        for ring in range((n + 1) // 2):
            last = n - 1 - ring
            if ring == last:
                walk.append(matrix[ring][ring])
                break
            walk += matrix[ring][ring:last]
            walk += [matrix[r][last] for r in range(ring, last)]
            walk += [matrix[last][c] for c in range(last, ring, -1)]
            walk += [matrix[r][ring] for r in range(last, ring, -1)]
        return walk


# %% wrong takes-apart: takes the caller's matrix apart
class Solution:
    def inward(self, matrix):
        walk = []
        while matrix:
            walk += matrix.pop(0)
            if matrix and matrix[0]:
                for row in matrix:
                    walk.append(row.pop())
            if matrix:
                walk += matrix.pop()[::-1]
            if matrix and matrix[0]:
                for row in matrix[::-1]:
                    walk.append(row.pop(0))
        return walk


# %% wrong marks: takes numbers that it has seen for places that it has seen
class Solution:
    def inward(self, matrix):
        m, n = len(matrix), len(matrix[0])
        seen, walk = set(), []
        r, c, dr, dc = 0, 0, 0, 1
        for _ in range(m * n):
            walk.append(matrix[r][c])
            seen.add(matrix[r][c])
            nr, nc = r + dr, c + dc
            if not (0 <= nr < m and 0 <= nc < n) or matrix[nr][nc] in seen:
                dr, dc = dc, -dr
                nr, nc = r + dr, c + dc
            if 0 <= nr < m and 0 <= nc < n:
                r, c = nr, nc
        return walk
