# function: merged

# %% inputs
def inputs(random):
    a = sorted(random.randint(-9, 9) for _ in range(random.randint(0, 8)))
    b = sorted(random.randint(-9, 9) for _ in range(random.randint(0, 8)))
    return [a, b]


# %% original
def merged(a, b):
    """Put two rankings into one.

    Parameters
    ----------
    a : list of int
        Sorted in ascending order.
    b : list of int
        Sorted in ascending order, may be empty.

    Returns
    -------
    list of int
        What stands in either, in ascending order.
    """
    both = list(a)
    for number in b:
        place = 0
        while place < len(both) and both[place] <= number:
            place += 1
        both.insert(place, number)
    return both


# %% right by-heads: takes the smaller head of the two
def merged(a, b):
    both, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            both.append(a[i])
            i += 1
        else:
            both.append(b[j])
            j += 1
    return both + a[i:] + b[j:]
