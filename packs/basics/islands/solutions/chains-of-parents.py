# Join neighbours in a forest whose chains are never shortened.
# time O(n h), memory O(n)


def count_islands(heights, level):
    parent = {}

    def root(field):
        while parent[field] != field:
            field = parent[field]
        return field

    for r, row in enumerate(heights):
        for c, height in enumerate(row):
            if height <= level:
                continue
            parent[r, c] = (r, c)
            for side in ((r - 1, c), (r, c - 1)):
                if side in parent:
                    parent[root(side)] = root((r, c))
    return sum(parent[field] == field for field in parent)
