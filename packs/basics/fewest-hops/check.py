from itertools import combinations


def inputs(random):
    stations = random.randint(1, 9)
    pairs = [list(pair) for pair in combinations(range(stations), 2)]
    links = random.sample(pairs, random.randint(0, min(len(pairs), 12)))
    start, goal = random.randrange(stations), random.randrange(stations)
    return [stations, [random.sample(link, 2) for link in links], start, goal]


def expected(stations, links, start, goal):
    far = float('inf')
    hops = [[0 if a == b else far for b in range(stations)] for a in range(stations)]
    for a, b in links:
        hops[a][b] = hops[b][a] = 1
    for via in range(stations):
        for a in range(stations):
            for b in range(stations):
                hops[a][b] = min(hops[a][b], hops[a][via] + hops[via][b])
    return -1 if hops[start][goal] == far else hops[start][goal]
