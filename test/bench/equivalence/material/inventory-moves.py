# function: apply_moves

# %% inputs
def inputs(random):
    stock = {name: random.randint(0, 5) for name in random.sample('abc', random.randint(0, 3))}
    moves = [[random.choice('abc'), random.randint(-4, 4)] for _ in range(random.randint(0, 5))]
    return [stock, moves]


# %% original
def apply_moves(stock: dict[str, int], moves: list[tuple[str, int]]) -> dict[str, int]:
    """The stock after all moves; what is used up is left out. The given stock is not changed.

    Raises KeyError for taking from what there is none of, and ValueError for taking too much.
    """
    after = dict(stock)
    for name, change in moves:
        if change < 0 and name not in after:
            raise KeyError(name)
        left = after.get(name, 0) + change
        if left < 0:
            raise ValueError(name)
        after[name] = left
    return {name: left for name, left in after.items() if left > 0}


# %% right try: what is missing shows by itself
def apply_moves(stock, moves):
    after = stock.copy()
    for name, change in moves:
        if change >= 0:
            after.setdefault(name, 0)
        after[name] += change
        if after[name] < 0:
            raise ValueError('too much')
    for name in [name for name, left in after.items() if left == 0]:
        del after[name]
    return {name: left for name, left in after.items() if left > 0}


# %% wrong deletes-early: what is used up is missing for later moves
def apply_moves(stock, moves):
    after = dict(stock)
    for name, change in moves:
        if change < 0 and name not in after:
            raise KeyError(name)
        left = after.pop(name, 0) + change
        if left < 0:
            raise ValueError(name)
        if left > 0:
            after[name] = left
    return {name: left for name, left in after.items() if left > 0}


# %% wrong sums-first: adds up moves before it looks
from collections import Counter


def apply_moves(stock, moves):
    after = Counter(stock)
    for name, change in moves:
        after[name] += change
    if any(left < 0 for left in after.values()):
        raise ValueError('too much')
    return {name: left for name, left in after.items() if left > 0}
