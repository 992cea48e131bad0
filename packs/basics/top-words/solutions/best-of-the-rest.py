# Count once, then take the best of what is left, again and again.
# time O(n + k d), memory O(d)


def most_frequent_words(words, count):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    best = []
    while counts and len(best) < count:
        top = max(counts.values())
        word = min(word for word in counts if counts[word] == top)
        best.append(word)
        del counts[word]
    return best
