# Keep words and their counts in two lists, and search the first one for each word.
# time O(n d), memory O(d)


def most_frequent_words(words, count):
    known = []
    counts = []
    for word in words:
        if word in known:
            counts[known.index(word)] += 1
        else:
            known.append(word)
            counts.append(1)
    pairs = [(-counts[i], known[i]) for i in range(len(known))]
    pairs.sort()
    return [word for _, word in pairs[:count]]
