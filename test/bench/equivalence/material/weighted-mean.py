# function: weighted_mean

# %% inputs
def inputs(random):
    count = random.randint(0, 6)
    values = [round(random.uniform(-50, 50), 2) for _ in range(count)]
    count = max(0, count + random.choice([0, 0, 0, 0, 0, -1, 1]))
    weights = [random.choice([0.0, 0.5, 1.0, 2.0, 3.5, 3.5, -1.0]) for _ in range(count)]
    return [values, weights]


# %% original
def weighted_mean(values: list[float], weights: list[float]) -> float | None:
    """The mean of the values by their weights; None where all weights are 0.

    Raises ValueError where there are not as many weights as values, or where one is negative.
    """
    if len(values) != len(weights):
        raise ValueError('a weight for each value is needed')
    total = 0.0
    weight_sum = 0.0
    for i in range(len(values)):
        if weights[i] < 0:
            raise ValueError('weights are not negative')
        total += values[i] * weights[i]
        weight_sum += weights[i]
    if weight_sum == 0:
        return None
    return total / weight_sum


# %% right zipped: sums of generators
def weighted_mean(values, weights):
    if len(weights) != len(values) or any(weight < 0 for weight in weights):
        raise ValueError('weights')
    weight_sum = sum(weights)
    if not weight_sum:
        return None
    return sum(value * weight for value, weight in zip(values, weights)) / weight_sum
