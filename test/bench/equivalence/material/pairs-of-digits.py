# function: pairs

# %% inputs
def inputs(random):
    return ["".join(random.choice("0123456789") for _ in range(2 * random.randint(0, 6)))]


# %% original
def pairs(s: str) -> list[int]:
    """The numbers that two digits each stand for, from the left.

    s has only digits, and its length is even.
    """
    numbers = []
    while s:
        numbers.append(int(s[:2]))
        s = s[2:]
    return numbers


# %% right zipped: every second digit with the one after it
def pairs(s: str) -> list[int]:
    return [10 * int(a) + int(b) for a, b in zip(s[::2], s[1::2])]
