# function: same_name

# %% inputs
def inputs(random):
    def name():
        return ''.join(random.choice('aAsSßſςσΣiİ ') for _ in range(random.randint(0, 3)))

    first = name()
    swapped = random.choice([str.upper, str.lower, str.swapcase, str.strip])(first)
    return [first, random.choice([swapped, name()])]


# %% original
def same_name(first: str, second: str) -> bool:
    """Whether two names are the same but for case and for spaces around them."""
    return first.strip().casefold() == second.strip().casefold()


# %% right once: compares what is cheap first
def same_name(first, second):
    first, second = first.strip(), second.strip()
    return first == second or first.casefold() == second.casefold()


# %% wrong lower: lower case is not folding
def same_name(first, second):
    return first.strip().lower() == second.strip().lower()


# %% wrong lengths: folding changes lengths
def same_name(first, second):
    first, second = first.strip(), second.strip()
    return len(first) == len(second) and first.casefold() == second.casefold()


# %% wrong inside: removes the spaces within too
def same_name(first, second):
    return first.replace(' ', '').casefold() == second.replace(' ', '').casefold()
