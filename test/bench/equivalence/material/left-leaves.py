# function: left_leaves

# %% inputs
def inputs(random):
    return [tree(random, 'TreeNode', random.randint(0, 9), lambda: random.randint(-3, 9))]


# %% original
class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


def left_leaves(root):
    """
    :type root: TreeNode
    :rtype: int
    """
    if root is None:
        return 0
    total = 0
    pending = [root]
    while pending:
        node = pending.pop()
        left = node.left
        if left is not None:
            if left.left is None and left.right is None:
                total += left.val
            pending.append(left)
        if node.right is not None:
            pending.append(node.right)
    return total


# %% right pairs: each node with whether it is a left one
class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


def left_leaves(root):
    total = 0
    pending = [(root, False)]
    for node, is_left in pending:
        if node is None:
            continue
        if is_left and not node.left and not node.right:
            total += node.val
        pending += (node.left, True), (node.right, False)
    return total


# %% wrong all-left: not leaves alone
class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


def left_leaves(root):
    total = 0
    pending = [(root, False)]
    for node, is_left in pending:
        if node is None:
            continue
        if is_left:
            total += node.val
        pending += (node.left, True), (node.right, False)
    return total


# %% wrong root-too: a root without children counts
class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


def left_leaves(root):
    total = 0
    pending = [(root, True)]
    for node, is_left in pending:
        if node is None:
            continue
        if is_left and not node.left and not node.right:
            total += node.val
        pending += (node.left, True), (node.right, False)
    return total


# %% wrong half-leaves: one child is overlooked
class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


def left_leaves(root):
    total = 0
    pending = [(root, False)]
    for node, is_left in pending:
        if node is None:
            continue
        if is_left and not node.left:
            total += node.val
        pending += (node.left, True), (node.right, False)
    return total
