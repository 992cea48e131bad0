# Keep the sums of the columns of the band, and let library functions run over whole rows.
# time O(r c), memory O(c)
from itertools import accumulate
from operator import add, sub


def largest_square_sum(grid, size):
    columns = list(map(sum, zip(*grid[:size])))
    best = widest(columns, size)
    for gone, come in zip(grid, grid[size:]):
        columns = list(map(add, columns, map(sub, come, gone)))
        best = max(best, widest(columns, size))
    return best


def widest(columns, size):
    sums = list(accumulate(columns, initial=0))
    return max(map(sub, sums[size:], sums))
