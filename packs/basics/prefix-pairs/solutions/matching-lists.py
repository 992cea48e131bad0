# List the matching words of each beginning, and measure the list.
# time O(n m), memory O(n)


def count_prefix_pairs(words, beginnings):
    count = 0
    for beginning in beginnings:
        size = len(beginning)
        matching = [word for word in words if word[:size] == beginning]
        count += len(matching)
    return count
