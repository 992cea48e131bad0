# Let list.count go through all words for each different one.
# time O(n d), memory O(d)


def most_frequent_words(words, count):
    ranked = [(-words.count(word), word) for word in set(words)]
    return [word for _, word in sorted(ranked)[:count]]
