# function: halvings

# %% inputs
def inputs(random):
    return [2 ** random.randint(0, 60)]


# %% original
def halvings(n: int) -> int:
    """How often can n be halved until 1 is left?

    n is a power of two.
    """
    count = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else n - 1
        count += 1
    return count


# %% right length: of a power of two, the bits tell
def halvings(n: int) -> int:
    return n.bit_length() - 1
