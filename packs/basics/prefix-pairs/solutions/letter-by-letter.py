# Compare each word with each beginning, letter by letter.
# time O(n m l), memory O(1)


def count_prefix_pairs(words, beginnings):
    count = 0
    for word in words:
        for beginning in beginnings:
            if len(beginning) > len(word):
                continue
            i = 0
            while i < len(beginning) and word[i] == beginning[i]:
                i += 1
            if i == len(beginning):
                count += 1
    return count
