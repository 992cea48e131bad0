from itertools import combinations


def inputs(random):
    return [
        ''.join(random.choice('abc') for _ in range(random.randint(0, 8))),
        ''.join(random.choice('abc') for _ in range(random.randint(0, 8))),
    ]


def expected(left, right):
    for size in range(min(len(left), len(right)), 0, -1):
        if set(combinations(left, size)) & set(combinations(right, size)):
            return size
    return 0
