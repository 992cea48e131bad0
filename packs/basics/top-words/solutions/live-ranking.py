# Keep a ranking up to date with every word that comes.
# time O(n d), memory O(d)
from bisect import bisect_left, insort


def most_frequent_words(words, count):
    counts = {}
    ranking = []
    for word in words:
        if word in counts:
            del ranking[bisect_left(ranking, (-counts[word], word))]
        counts[word] = counts.get(word, 0) + 1
        insort(ranking, (-counts[word], word))
    return [word for _, word in ranking[:count]]
