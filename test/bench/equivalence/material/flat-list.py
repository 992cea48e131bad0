# function: flat

# %% inputs
def inputs(random):
    def nested(depth):
        count = random.randint(0, 3)
        return [nested(depth - 1) if depth and random.random() < 0.5 else random.randint(0, 3) for _ in range(count)]

    return [nested(3)]


# %% original
def flat(nested):
    """All that stands in a list and in the lists in it, in order.

    Args:
        nested (list): of integers and of lists like it
    """
    result = []
    pending = [nested]
    while pending:
        value = pending.pop(0)
        if isinstance(value, list):
            pending = value + pending
        else:
            result.append(value)
    return result


# %% right backwards: a stack from the end
def flat(nested):
    result, pending = [], [nested]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        else:
            result.append(value)
    return result


# %% wrong two-levels: lists in lists in lists stay
def flat(nested):
    result = []
    for value in nested:
        if isinstance(value, list):
            result.extend(value)
        else:
            result.append(value)
    return result


# %% wrong order: what is nested comes last
def flat(nested):
    result, pending = [], list(nested)
    while pending:
        value = pending.pop(0)
        if isinstance(value, list):
            pending.extend(value)
        else:
            result.append(value)
    return result


# %% wrong falsy: zeros are lost
def flat(nested):
    result, pending = [], [nested]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif value:
            result.append(value)
    return result
