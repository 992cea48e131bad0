# function: cheapest

# %% inputs
def inputs(random):
    prices = random.sample(range(1, 60), random.randint(2, 9))
    return [prices]


# %% original
# All prices are positive, and no two of them are equal.
# There are at least two prices.
def cheapest(prices: list[int]) -> tuple[int, int]:
    """Where the cheapest and the dearest stand."""
    low = high = 0
    for at, price in enumerate(prices):
        if price < prices[low]:
            low = at
        if price > prices[high]:
            high = at
    return low, high


# %% right ordered: the first and the last of the places by price
def cheapest(prices: list[int]) -> tuple[int, int]:
    order = sorted(range(len(prices)), key=lambda at: prices[at])
    return order[0], order[-1]


# %% right from-behind: the last of equal ones would be found
def cheapest(prices: list[int]) -> tuple[int, int]:
    back = prices[::-1]
    last = len(prices) - 1
    return last - back.index(min(back)), last - back.index(max(back))
