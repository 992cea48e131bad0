# function: first_failure

# %% inputs
def inputs(random):
    good, bad = random.randint(0, 9), random.randint(0, 9)
    return [[0] * good + [1] * bad]


# %% original
def first_failure(flags):
    """The first build that failed; as many as there are builds where none did.

    Parameters:
        flags: a list of ints in non-decreasing order, each of which is either 0 or 1
    """
    for at, flag in enumerate(flags):
        if flag == 1:
            return at
    return len(flags)


# %% right counted: what did not fail comes before
def first_failure(flags):
    return flags.count(0)


# %% right summed: those that failed come last
def first_failure(flags):
    return len(flags) - sum(flags)
