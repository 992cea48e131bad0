# Join runs of land of one row with those of the row above; only one row is kept.
# time O(n a(n)), memory O(runs)
from itertools import groupby


def count_islands(heights, level):
    parent = []
    above = []
    islands = 0
    for row in heights:
        runs = []
        col = 0
        for is_land, run in groupby(row, level.__lt__):
            end = col + sum(1 for _ in run)
            if is_land:
                runs.append((col, end, len(parent)))
                parent.append(len(parent))
                islands += 1
            col = end
        i = 0
        for start, end, name in runs:
            while i < len(above) and above[i][1] <= start:
                i += 1
            j = i
            while j < len(above) and above[j][0] < end:
                other = above[j][2]
                while parent[other] != other:
                    parent[other] = other = parent[parent[other]]
                own = name
                while parent[own] != own:
                    parent[own] = own = parent[parent[own]]
                if own != other:
                    parent[own] = other
                    islands -= 1
                j += 1
        above = runs
    return islands
