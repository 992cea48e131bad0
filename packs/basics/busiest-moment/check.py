def inputs(random):
    count = random.randint(0, 10)
    arrivals = [random.randint(0, 15) for _ in range(count)]
    return [arrivals, [random.randint(1, 8) for _ in range(count)]]


def expected(arrivals, stays):
    best = 0
    for minute in range(30):
        there = 0
        for i in range(len(arrivals)):
            if arrivals[i] <= minute < arrivals[i] + stays[i]:
                there += 1
        best = max(best, there)
    return best
