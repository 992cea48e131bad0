# function: ranking

# %% inputs
def inputs(random):
    names = [random.choice(['Ada', 'Ben', 'Cy', 'Dot', 'Eve']) for _ in range(random.randint(0, 7))]
    return [[(name, random.randint(0, 4)) for name in names]]


# %% original
def ranking(results: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Results by points, most first. Equal ones stay in the order in which they came in."""
    ordered = list(results)
    ordered.sort(key=lambda result: result[1], reverse=True)
    return ordered


# %% right negated: ascending by the negated points
def ranking(results):
    return sorted(results, key=lambda result: -result[1])


# %% right insertion: put each behind those that are not worse
def ranking(results):
    ordered = []
    for name, points in results:
        place = len(ordered)
        while place > 0 and ordered[place - 1][1] < points:
            place -= 1
        ordered.insert(place, (name, points))
    return ordered
