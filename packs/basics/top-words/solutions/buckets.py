# Count, put words of equal counts in one bucket, and empty the buckets from the top.
# time O(n + d log d), memory O(d)
from collections import defaultdict


def most_frequent_words(words, count):
    counts = defaultdict(int)
    for word in words:
        counts[word] += 1
    buckets = defaultdict(list)
    for word, times in counts.items():
        buckets[times].append(word)
    best = []
    for times in sorted(buckets, reverse=True):
        if len(best) >= count:
            break
        best += sorted(buckets[times])
    return best[:count]
