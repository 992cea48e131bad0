# Count, sort by the alphabet, then stably by count.
# time O(n + d log d), memory O(d)
from collections import Counter


def most_frequent_words(words, count):
    counts = Counter(words)
    return sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:count]
