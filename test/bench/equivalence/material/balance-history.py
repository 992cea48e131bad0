# function: lowest_balance

# %% inputs
def inputs(random):
    scale = random.choice([1, 1, 10**6, 10**11])
    moves = [random.randint(-9, 9) * scale for _ in range(random.randint(0, 7))]
    return [random.randint(-5, 20) * scale, moves]


# %% original
def lowest_balance(start: int, moves: list[int]) -> tuple[int, int]:
    """The lowest balance that is ever reached, and after how many moves it is first reached."""
    balance = start
    lowest = start
    when = 0
    for count, move in enumerate(moves, 1):
        balance += move
        if balance < lowest:
            lowest = balance
            when = count
    return lowest, when


# %% right accumulate: sums so far, then the first of the smallest
from itertools import accumulate


def lowest_balance(start, moves):
    balances = list(accumulate(moves, initial=start))
    lowest = min(balances)
    return lowest, balances.index(lowest)


# %% wrong last-time: when it is reached last
def lowest_balance(start, moves):
    balance, best = start, (start, 0)
    for count, move in enumerate(moves, 1):
        balance += move
        if balance <= best[0]:
            best = (balance, count)
    return best


# %% wrong after-moves: the balance at the start does not count
from itertools import accumulate


def lowest_balance(start, moves):
    balances = list(accumulate(moves, initial=start))[1:] or [start]
    lowest = min(balances)
    return lowest, balances.index(lowest) + (1 if moves else 0)


# %% wrong numbers-of-32-bits: wraps around as a fixed width does
import ctypes


def lowest_balance(start, moves):
    balance, lowest, when = start, start, 0
    for count, move in enumerate(moves, 1):
        balance = ctypes.c_int32(balance + move).value
        if balance < lowest:
            lowest, when = balance, count
    return lowest, when
