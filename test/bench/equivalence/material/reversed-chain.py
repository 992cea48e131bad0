# function: reversed_chain

# %% inputs
def inputs(random):
    return [chain('Link', [random.randint(-5, 5) for _ in range(random.randint(0, 8))])]


# %% original
class Link:
    def __init__(self, value=0, after=None):
        self.value = value
        self.after = after


def reversed_chain(first):
    """The same links the other way round."""
    kept = []
    while first is not None:
        kept.append(first)
        first = first.after
    for before, link in zip([None] + kept, kept):
        link.after = before
    return kept[-1] if kept else None


# %% right in-place: three names, and no list
class Link:
    def __init__(self, value=0, after=None):
        self.value = value
        self.after = after


def reversed_chain(first):
    done = None
    while first is not None:
        first.after, done, first = done, first, first.after
    return done


# %% wrong copied: the links are new ones, and the given ones stay as they were
class Link:
    def __init__(self, value=0, after=None):
        self.value = value
        self.after = after


def reversed_chain(first):
    done = None
    while first is not None:
        done = Link(first.value, done)
        first = first.after
    return done


# %% wrong open-end: what was the first link still leads on
class Link:
    def __init__(self, value=0, after=None):
        self.value = value
        self.after = after


def reversed_chain(first):
    if first is None or first.after is None:
        return first
    before, link = first, first.after
    while link is not None:
        link.after, before, link = before, link, link.after
    return before
