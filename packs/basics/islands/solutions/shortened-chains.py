# Join neighbours in a forest in one flat list, and shorten its chains on the way.
# time O(n a(n)), memory O(n)


def count_islands(heights, level):
    rows, cols = len(heights), len(heights[0])
    parent = list(range(rows * cols))

    def root(field):
        while parent[field] != field:
            parent[field] = field = parent[parent[field]]
        return field

    islands = 0
    for r, row in enumerate(heights):
        for c, height in enumerate(row):
            if height <= level:
                continue
            here = r * cols + c
            islands += 1
            if c > 0 and row[c - 1] > level:
                parent[root(here - 1)] = here
                islands -= 1
            if r > 0 and heights[r - 1][c] > level:
                above = root(here - cols)
                if above != root(here):
                    parent[above] = root(here)
                    islands -= 1
    return islands
