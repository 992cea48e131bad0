from itertools import combinations


def inputs(random):
    people = random.randint(1, 8)
    pairs = [list(pair) for pair in combinations(range(people), 2)]
    chosen = random.sample(pairs, random.randint(0, len(pairs)))
    return [people, [random.sample(pair, 2) for pair in chosen]]


def expected(people, friendships):
    pairs = [sorted(pair) for pair in friendships]
    return sum(
        [a, b] in pairs and [b, c] in pairs and [a, c] in pairs
        for a, b, c in combinations(range(people), 3)
    )
