# Sort all words, and measure the runs of equal ones.
# time O(n log n), memory O(n)
from itertools import groupby


def most_frequent_words(words, count):
    runs = [(-len(list(run)), word) for word, run in groupby(sorted(words))]
    runs.sort()
    return [word for _, word in runs[:count]]
