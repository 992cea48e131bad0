# function: modular_power

# %% inputs
def inputs(random):
    size = random.choice([2, 3, 10, 20])
    exponent, modulus = random.randint(0, random.choice([2, 60])), random.randint(1, 10**size)
    return [random.randint(0, 10**size), exponent, random.choice([1, modulus, modulus])]


# %% original
def modular_power(base: int, exponent: int, modulus: int) -> int:
    """The remainder of base to the power of exponent.

    exponent >= 0, modulus >= 1
    """
    result = 1 % modulus
    base = base % modulus
    while exponent > 0:
        if exponent % 2 == 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent = exponent // 2
    return result


# %% right builtin: pow with three arguments
def modular_power(base, exponent, modulus):
    return pow(base, exponent, modulus)


# %% wrong modulus-of-one: everything leaves 0 there
def modular_power(base, exponent, modulus):
    result = 1
    for _ in range(exponent):
        result = result * base % modulus
    return result


# %% wrong by-floats: powers of doubles
def modular_power(base, exponent, modulus):
    return int(float(base % modulus) ** (exponent % 16) % modulus) if exponent < 16 else pow(
        base, exponent, modulus
    )


# %% wrong bits-of-64: products of 64 bits
def modular_power(base, exponent, modulus):
    mask = (1 << 64) - 1
    result, base = 1 % modulus, base % modulus
    while exponent:
        if exponent & 1:
            result = ((result * base) & mask) % modulus
        base = ((base * base) & mask) % modulus
        exponent >>= 1
    return result
