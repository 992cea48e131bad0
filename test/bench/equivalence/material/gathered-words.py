# function: gathered

# %% inputs
def inputs(random):
    words = [random.choice(['a', 'b', 'ab', '']) for _ in range(random.randint(0, 4))]
    return [words] if random.random() < 0.6 else [words, random.choice([[], ['a'], ['x']])]


# %% original
def gathered(words: list[str], into: list[str] | None = None) -> list[str]:
    """Adds each word that is not there yet."""
    if into is None:
        into = []
    for word in words:
        if word not in into:
            into.append(word)
    return into


# %% right keys: a dictionary knows what is there
def gathered(words, into=None):
    if into is None:
        return list(dict.fromkeys(words))
    there = set(into)
    for word in words:
        if word not in there:
            there.add(word)
            into.append(word)
    return into


# %% wrong default: the default list lives on from call to call
def gathered(words, into=[]):
    for word in words:
        if word not in into:
            into.append(word)
    return into


# %% wrong copied: the list that was given stays as it is
def gathered(words, into=None):
    result = list(into or [])
    for word in words:
        if word not in result:
            result.append(word)
    return result


# %% wrong falsy: an empty list that was given is not the one that is filled
def gathered(words, into=None):
    into = into or []
    for word in words:
        if word not in into:
            into.append(word)
    return into


# %% wrong truthy: leaves out empty words
def gathered(words, into=None):
    if into is None:
        into = []
    for word in words:
        if word and word not in into:
            into.append(word)
    return into
