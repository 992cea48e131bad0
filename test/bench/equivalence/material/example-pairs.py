# function: pair_with_sum
# original: examples/pairs.py

# %% inputs
def inputs(random):
    return [[random.randint(-4, 9) for _ in range(random.randint(0, 8))], random.randint(-5, 14)]


# %% right combinations: pairs of positions, in their order
from itertools import combinations


def pair_with_sum(numbers, target):
    for i, j in combinations(range(len(numbers)), 2):
        if numbers[i] + numbers[j] == target:
            return i, j
    return None


# %% wrong first-to-end: the pair that is complete first
def pair_with_sum(numbers, target):
    seen = {}
    for j, number in enumerate(numbers):
        if target - number in seen:
            return seen[target - number], j
        seen.setdefault(number, j)
    return None


# %% wrong two-ends: relies on sorted numbers
def pair_with_sum(numbers, target):
    i, j = 0, len(numbers) - 1
    while i < j:
        total = numbers[i] + numbers[j]
        if total == target:
            return i, j
        if total < target:
            i += 1
        else:
            j -= 1
    return None
