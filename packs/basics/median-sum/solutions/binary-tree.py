# Hang the numbers in a search tree that knows its sizes, and descend to the middle.
# time O(n log n) on average, memory O(n)


class Node:
    def __init__(self, number):
        self.number = number
        self.size = 1
        self.left = None
        self.right = None


def sum_of_medians(numbers):
    root = None
    total = 0
    for i, number in enumerate(numbers):
        if root is None:
            root = Node(number)
        else:
            insert(root, number)
        total += at_rank(root, i // 2)
    return total


def insert(node, number):
    while True:
        node.size += 1
        if number < node.number:
            if node.left is None:
                node.left = Node(number)
                return
            node = node.left
        else:
            if node.right is None:
                node.right = Node(number)
                return
            node = node.right


def at_rank(node, rank):
    while True:
        below = 0 if node.left is None else node.left.size
        if rank < below:
            node = node.left
        elif rank == below:
            return node.number
        else:
            rank -= below + 1
            node = node.right
