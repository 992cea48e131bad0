# function: grouped_digits

# %% inputs
def inputs(random):
    size = random.choice([1, 3, 4, 7, 18])
    return [random.randint(-(10**size), 10**size)]


# %% original
def grouped_digits(number: int, separator: str = ',') -> str:
    """Decimal digits in groups of three, from the right."""
    digits = str(number if number >= 0 else -number)
    groups = []
    while len(digits) > 3:
        groups.insert(0, digits[-3:])
        digits = digits[:-3]
    groups.insert(0, digits)
    text = separator.join(groups)
    return '-' + text if number < 0 else text


# %% right format: as the format language does it
def grouped_digits(number, separator=','):
    return f'{number:,}'.replace(',', separator)


# %% wrong padding: groups of a number lose their zeros
def grouped_digits(number, separator=','):
    rest, groups = abs(number), []
    while rest >= 1000:
        groups.append(str(rest % 1000))
        rest //= 1000
    groups.append(str(rest))
    text = separator.join(reversed(groups))
    return '-' + text if number < 0 else text


# %% wrong sign-group: the sign counts as a digit
def grouped_digits(number, separator=','):
    digits = str(number)
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    groups += [digits[i : i + 3] for i in range(first, len(digits), 3)]
    return separator.join(groups)
