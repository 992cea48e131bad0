# function: merge_profiles

# %% inputs
def inputs(random):
    def profile(depth):
        result = {}
        for key in random.sample(['a', 'b', 'c'], random.randint(0, 3)):
            if depth and random.random() < 0.4:
                result[key] = profile(depth - 1)
            else:
                result[key] = random.choice([0, 1, None, 'x', [1]])
        return result

    return [profile(2), profile(2)]


# %% original
def merge_profiles(base: dict, extra: dict) -> dict:
    """A profile with what stands in both; extra counts, and nested profiles are merged.

    Neither of the two is changed.
    """
    merged = dict(base)
    for key, value in extra.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge_profiles(merged[key], value)
        else:
            merged[key] = value
    return merged


# %% right comprehension: in one expression
def merge_profiles(base, extra):
    return {
        **base,
        **{
            key: merge_profiles(base[key], value)
            if isinstance(value, dict) and isinstance(base.get(key), dict)
            else value
            for key, value in extra.items()
        },
    }


# %% wrong shallow: a nested profile replaces the other
def merge_profiles(base, extra):
    return {**base, **extra}


# %% wrong updates-base: writes into nested profiles of the caller
def merge_profiles(base, extra):
    merged = base.copy()
    for key, value in extra.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key].update(value)
        else:
            merged[key] = value
    return merged
