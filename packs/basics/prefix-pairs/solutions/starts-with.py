# Ask each word about each beginning.
# time O(n m), memory O(1)


def count_prefix_pairs(words, beginnings):
    return sum(word.startswith(beginning) for word in words for beginning in beginnings)
