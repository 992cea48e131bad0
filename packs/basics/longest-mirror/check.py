def inputs(random):
    return [''.join(random.choice('aab') for _ in range(random.randint(0, 16)))]


def expected(text):
    best = 0
    for i in range(len(text)):
        for j in range(i, len(text)):
            if list(text[i : j + 1]) == list(reversed(text[i : j + 1])):
                best = max(best, j + 1 - i)
    return best
