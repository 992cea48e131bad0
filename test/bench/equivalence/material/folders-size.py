# function: largest

# %% inputs
def inputs(random):
    def folder(depth):
        count = random.randint(0, 3) if depth < 3 else 0
        return New('Folder', random.choice('abc'), random.randint(0, 20), [folder(depth + 1) for _ in range(count)])

    return [folder(0)]


# %% original
class Folder:
    def __init__(self, name, size=0, children=None):
        self.name = name
        self.size = size
        self.children = children or []


def largest(root):
    """Name and size, all that is inside counted, of the largest folder below the root."""
    order = [root]
    for folder in order:
        order.extend(folder.children)
    totals = {}
    best = None
    for folder in reversed(order):
        total = folder.size + sum(totals[id(child)] for child in folder.children)
        totals[id(folder)] = total
        if folder is not root and (best is None or total >= best[1]):
            best = (folder.name, total)
    return best


# %% right two-rows: totals stand beside the folders
class Folder:
    def __init__(self, name, size=0, children=None):
        self.name = name
        self.size = size
        self.children = children or []


def largest(root):
    order = [(root, -1)]
    for place, (folder, _) in enumerate(order):
        order.extend((child, place) for child in folder.children)
    totals = [folder.size for folder, _ in order]
    best = None
    for place in range(len(order) - 1, 0, -1):
        folder, above = order[place]
        totals[above] += totals[place]
        if best is None or totals[place] >= best[1]:
            best = (folder.name, totals[place])
    return best


# %% wrong own-size: what is inside does not count
class Folder:
    def __init__(self, name, size=0, children=None):
        self.name = name
        self.size = size
        self.children = children or []


def largest(root):
    order = [root]
    for folder in order:
        order.extend(folder.children)
    best = None
    for folder in reversed(order[1:]):
        if best is None or folder.size >= best[1]:
            best = (folder.name, folder.size)
    return best


# %% wrong with-root: the root is the largest of all
class Folder:
    def __init__(self, name, size=0, children=None):
        self.name = name
        self.size = size
        self.children = children or []


def largest(root):
    order = [(root, 0)]
    for place, (folder, _) in enumerate(order):
        order.extend((child, place) for child in folder.children)
    totals = [folder.size for folder, _ in order]
    best = None
    for place in range(len(order) - 1, -1, -1):
        folder, above = order[place]
        if place:
            totals[above] += totals[place]
        if best is None or totals[place] >= best[1]:
            best = (folder.name, totals[place])
    return best
