"""What should go into the bag?"""


def best_value(weights, values, capacity, index=0):
    """Return the largest total value of items that fit into the capacity together.

    Each item, from index on, may be taken once.
    """
    if index == len(weights):
        return 0
    without = best_value(weights, values, capacity, index + 1)
    if weights[index] > capacity:
        return without
    rest = best_value(weights, values, capacity - weights[index], index + 1)
    return max(without, values[index] + rest)
