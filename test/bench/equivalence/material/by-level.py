# function: by_level

# %% inputs
def inputs(random):
    return [tree(random, 'Node', random.randint(0, 9), lambda: random.randint(0, 9))]


# %% original
from dataclasses import dataclass
from typing import Optional


@dataclass
class Node:
    value: int
    left: Optional['Node'] = None
    right: Optional['Node'] = None


def by_level(root: Optional[Node]) -> list[list[int]]:
    levels = []
    level = [root] if root else []
    while level:
        levels.append([node.value for node in level])
        level = [child for node in level for child in (node.left, node.right) if child]
    return levels


# %% right with-depth: each node is put into its level's list
from dataclasses import dataclass
from typing import Optional


@dataclass
class Node:
    value: int
    left: Optional['Node'] = None
    right: Optional['Node'] = None


def by_level(root):
    levels = []
    pending = [(root, 0)]
    while pending:
        node, depth = pending.pop()
        if node is None:
            continue
        if depth == len(levels):
            levels.append([])
        levels[depth].append(node.value)
        pending.append((node.right, depth + 1))
        pending.append((node.left, depth + 1))
    return levels


# %% wrong mirrored: each level from the right
from dataclasses import dataclass
from typing import Optional


@dataclass
class Node:
    value: int
    left: Optional['Node'] = None
    right: Optional['Node'] = None


def by_level(root):
    levels = []
    pending = [(root, 0)]
    while pending:
        node, depth = pending.pop()
        if node is None:
            continue
        if depth == len(levels):
            levels.append([])
        levels[depth].append(node.value)
        pending.append((node.left, depth + 1))
        pending.append((node.right, depth + 1))
    return levels


# %% wrong falsy: nodes whose value is 0 are taken for none
from dataclasses import dataclass
from typing import Optional


@dataclass
class Node:
    value: int
    left: Optional['Node'] = None
    right: Optional['Node'] = None


def by_level(root):
    levels = []
    level = [root] if root else []
    while level:
        levels.append([node.value for node in level])
        children = [child for node in level for child in (node.left, node.right)]
        level = [child for child in children if child and child.value]
    return levels
