# function: tidy

# %% inputs
def inputs(random):
    def name():
        return ''.join(random.choice(['a', 'B', ' ', '-', 'x y', '\t']) for _ in range(random.randint(0, 4)))

    return [[name() for _ in range(random.randint(0, 5))]]


# %% original
def tidy(names: list[str]) -> list[str]:
    """Names in lower case with single blanks, sorted by length and then by the alphabet.

    Empty ones are left out, and so is what occurs twice.
    """
    seen = []
    for name in names:
        words = name.lower().split()
        clean = ' '.join(words)
        if clean and clean not in seen:
            seen.append(clean)
    return sorted(seen, key=lambda clean: (len(clean), clean))


# %% right set: a set of clean names, sorted twice
def tidy(names):
    clean = {' '.join(name.split()).lower() for name in names} - {''}
    return sorted(sorted(clean), key=len)


# %% wrong strip: blanks inside stay
def tidy(names):
    clean = {name.strip().lower() for name in names}
    clean.discard('')
    return sorted(clean, key=lambda name: (len(name), name))


# %% wrong length-only: equal lengths in any order
def tidy(names):
    clean = dict.fromkeys(' '.join(name.lower().split()) for name in names)
    clean.pop('', None)
    return sorted(clean, key=len)


# %% wrong keeps-empty: the empty name stays
def tidy(names):
    return sorted({' '.join(name.lower().split()) for name in names}, key=lambda n: (len(n), n))
