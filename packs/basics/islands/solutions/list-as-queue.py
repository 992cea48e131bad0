# Flood from a list used as a queue, with another list of what was visited on this island.
# time O(n f), memory O(n)


def count_islands(heights, level):
    rows, cols = len(heights), len(heights[0])
    visited = [[False] * cols for _ in range(rows)]
    islands = 0
    for r in range(rows):
        for c in range(cols):
            if heights[r][c] <= level or visited[r][c]:
                continue
            islands += 1
            visited[r][c] = True
            island = [(r, c)]
            queue = [(r, c)]
            while len(queue) > 0:
                y, x = queue.pop(0)
                for dy, dx in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
                    field = (y + dy, x + dx)
                    if not (0 <= field[0] < rows and 0 <= field[1] < cols):
                        continue
                    if heights[field[0]][field[1]] > level and not visited[field[0]][field[1]]:
                        visited[field[0]][field[1]] = True
                        island.append(field)
                        queue.append(field)
    return islands
