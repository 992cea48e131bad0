# function: best_value
# original: examples/knapsack.py

# %% inputs
def inputs(random):
    count = random.randint(0, 6)
    weights = [random.randint(1, 9) for _ in range(count)]
    values = [random.randint(0, 12) for _ in range(count)]
    return [weights, values, random.randint(0, 25), random.choice([0, 0, random.randint(0, count)])]


# %% right memo: remembers what is left
from functools import lru_cache


def best_value(weights, values, capacity, index=0):
    @lru_cache(maxsize=None)
    def best(i, left):
        if i == len(weights):
            return 0
        without = best(i + 1, left)
        if weights[i] > left:
            return without
        return max(without, values[i] + best(i + 1, left - weights[i]))

    return best(index, capacity)


# %% wrong again-and-again: takes an item more than once
def best_value(weights, values, capacity, index=0):
    best = [0] * (capacity + 1)
    for left in range(capacity + 1):
        for weight, value in list(zip(weights, values))[index:]:
            if weight <= left:
                best[left] = max(best[left], best[left - weight] + value)
    return best[capacity]


# %% wrong by-density: the best value for its weight first
def best_value(weights, values, capacity, index=0):
    total = 0
    for i in sorted(range(index, len(weights)), key=lambda i: -values[i] / weights[i]):
        if weights[i] <= capacity:
            capacity -= weights[i]
            total += values[i]
    return total


# %% wrong from-the-first: forgets where to begin
def best_value(weights, values, capacity, index=0):
    best = [0] * (capacity + 1)
    for weight, value in zip(weights, values):
        for left in range(capacity, weight - 1, -1):
            best[left] = max(best[left], best[left - weight] + value)
    return best[capacity]
