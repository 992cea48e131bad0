def inputs(random):
    readings = [random.randint(0, 12) for _ in range(random.randint(0, 14))]
    return [readings, random.randint(0, 12)]


def expected(readings, limit):
    best = 0
    for i in range(len(readings)):
        for j in range(i + 1, len(readings) + 1):
            if max(readings[i:j]) - min(readings[i:j]) <= limit:
                best = max(best, j - i)
    return best
