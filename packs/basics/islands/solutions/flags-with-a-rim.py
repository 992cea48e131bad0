# Flood over one byte for each field, with a rim of water so that no edge is asked for.
# time O(n), memory O(n)


def count_islands(heights, level):
    width = len(heights[0]) + 1
    land = bytearray(width)
    for row in heights:
        land += bytes([height > level for height in row])
        land.append(0)
    land += bytes(width)
    islands = 0
    here = land.find(1)
    while here >= 0:
        islands += 1
        land[here] = 0
        shore = [here]
        while shore:
            field = shore.pop()
            for side in (field - width, field - 1, field + 1, field + width):
                if land[side]:
                    land[side] = 0
                    shore.append(side)
        here = land.find(1, here)
    return islands
