# Count, then let a heap pick as many as are asked for.
# time O(n + d log k), memory O(d)
from collections import Counter
from heapq import nsmallest


def most_frequent_words(words, count):
    counts = Counter(words)
    return nsmallest(count, counts, key=lambda word: (-counts[word], word))
