# Put the words into a tree of letters, an object for each node, that counts who passes.
# time O((n + m) l), memory O(n l)


class Node:
    def __init__(self):
        self.count = 0
        self.children = {}


def count_prefix_pairs(words, beginnings):
    root = Node()
    for word in words:
        node = root
        node.count += 1
        for letter in word:
            if letter not in node.children:
                node.children[letter] = Node()
            node = node.children[letter]
            node.count += 1
    total = 0
    for beginning in beginnings:
        node = root
        for letter in beginning:
            node = node.children.get(letter)
            if node is None:
                break
        if node is not None:
            total += node.count
    return total
