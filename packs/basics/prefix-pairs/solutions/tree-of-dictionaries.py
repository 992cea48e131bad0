# Put the beginnings into a tree of nested dictionaries, and walk each word down until it ends.
# time O((n + m) l), memory O(m l)


def count_prefix_pairs(words, beginnings):
    tree = {}
    for beginning in beginnings:
        node = tree
        for letter in beginning:
            node = node.setdefault(letter, {})
        node[None] = node.get(None, 0) + 1
    total = 0
    for word in words:
        node = tree
        total += node.get(None, 0)
        for letter in word:
            node = node.get(letter)
            if node is None:
                break
            total += node.get(None, 0)
    return total
