# function: rounds

# %% inputs
def inputs(random):
    order = list(range(random.randint(1, 9)))
    random.shuffle(order)
    return [order]


# %% original
def rounds(order):
    """How many times must a deck be shuffled in the same way until it is as it was?

    Args:
        order (list[int]): Where each card goes: a permutation of the numbers 0 to n - 1, where
            n is the length of order, which is at least 1.

    Returns:
        int: The number of shuffles.
    """
    deck = list(range(len(order)))
    now, count = [deck[i] for i in order], 1
    while now != deck and count < 100000:
        now = [now[i] for i in order]
        count += 1
    return count


# %% right cycles: the least common multiple of the lengths of the cycles
def rounds(order):
    import math

    seen, result = [False] * len(order), 1
    for start in range(len(order)):
        length = 0
        while not seen[start]:
            seen[start] = True
            start = order[start]
            length += 1
        if length:
            result = math.lcm(result, length)
    return min(result, 100000)
