# Count every beginning of every word in a dictionary.
# time O(n l + m), memory O(n l)


def count_prefix_pairs(words, beginnings):
    counts = {}
    for word in words:
        for size in range(len(word) + 1):
            beginning = word[:size]
            counts[beginning] = counts.get(beginning, 0) + 1
    return sum(counts.get(beginning, 0) for beginning in beginnings)
