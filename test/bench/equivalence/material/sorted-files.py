# function: by_extension

# %% inputs
def inputs(random):
    names = [
        random.choice(['a', 'b', 'B', 'readme', '.x']) + random.choice(['', '.py', '.PY', '.md', '.tar.gz'])
        for _ in range(random.randint(0, 7))
    ]
    return [names]


# %% original
def by_extension(names: list[str]) -> list[str]:
    """File names, sorted by what stands after the last dot, in lower case; those without a dot
    come first. Names of one extension keep their order, the given list too.
    """

    def extension(name):
        if '.' not in name:
            return ''
        return name.split('.')[-1].lower()

    ordered = list(names)
    ordered.sort(key=extension)
    return ordered


# %% right rpartition: cut at the last dot
def by_extension(names):
    def extension(name):
        _, dot, last = name.rpartition('.')
        return last.lower() if dot else ''

    return sorted(names, key=extension)


# %% wrong first-dot: after the first dot
def by_extension(names):
    return sorted(names, key=lambda name: name.partition('.')[2].lower())


# %% wrong case: capital letters come first
def by_extension(names):
    return sorted(names, key=lambda name: name.rpartition('.')[2] if '.' in name else '')


# %% wrong pairs: equal extensions by name
def by_extension(names):
    pairs = [(name.rpartition('.')[2].lower() if '.' in name else '', name) for name in names]
    return [name for _, name in sorted(pairs)]


# %% wrong in-place: sorts the caller's list
def by_extension(names):
    names.sort(key=lambda name: name.rpartition('.')[2].lower() if '.' in name else '')
    return names
