# function: mean_down

# %% inputs
def inputs(random):
    top = random.choice([5, 1000, 10**17, 2**60])
    low = random.choice([0, -top])
    return [[random.randint(low, top) for _ in range(random.randint(0, 5))]]


# %% original
def mean_down(numbers):
    """The mean of whole numbers, rounded down; 0 where there is none.

    Args:
        numbers (list[int]): may be negative, and of any size
    """
    if len(numbers) == 0:
        return 0
    total = 0
    for i in range(len(numbers)):
        total = total + numbers[i]
    return total // len(numbers)


# %% right sum: the same in one line
def mean_down(numbers):
    return sum(numbers) // len(numbers) if numbers else 0


# %% wrong float: a quotient of doubles has 53 bits
import math


def mean_down(numbers):
    return math.floor(sum(numbers) / len(numbers)) if numbers else 0


# %% wrong toward-zero: negative means are rounded up
def mean_down(numbers):
    if not numbers:
        return 0
    total = sum(numbers)
    mean = abs(total) // len(numbers)
    return mean if total >= 0 else -mean


# %% wrong none: nothing for an empty list
def mean_down(numbers):
    if numbers:
        return sum(numbers) // len(numbers)
