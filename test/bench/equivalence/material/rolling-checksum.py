# function: checksum

# %% inputs
def inputs(random):
    return [[random.randint(0, 255) for _ in range(random.choice([0, 1, 3, 6, 12]))]]


# %% original
def checksum(data: list[int]) -> int:
    """A polynomial of the bytes, as a whole number of any size."""
    value = 1
    for byte in data:
        value = value * 257 + byte
    return value


# %% right powers: powers from the end
def checksum(data):
    power, value = 1, 0
    for byte in reversed(data):
        value += byte * power
        power *= 257
    return value + power


# %% wrong 64-bit: as C would compute it
def checksum(data):
    value = 1
    for byte in data:
        value = (value * 257 + byte) & 0xFFFFFFFFFFFFFFFF
    return value
