def inputs(random):
    rows, cols = random.randint(1, 5), random.randint(1, 5)
    heights = [[random.randint(0, 9) for _ in range(cols)] for _ in range(rows)]
    return [heights, random.randint(0, 9)]


def expected(heights, level):
    land = {
        (r, c) for r, row in enumerate(heights) for c, height in enumerate(row) if height > level
    }
    islands = 0
    while land:
        islands += 1
        island = {min(land)}
        while True:
            near = {(r + dr, c) for r, c in island for dr in (-1, 1)}
            near |= {(r, c + dc) for r, c in island for dc in (-1, 1)}
            grown = island | near & land
            if grown == island:
                break
            island = grown
        land -= island
    return islands
