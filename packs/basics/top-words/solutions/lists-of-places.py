# Collect the places of each word, then sort the words by the lengths of their lists.
# time O(n + d log d), memory O(n)


def most_frequent_words(words, count):
    places = {}
    for i in range(len(words)):
        word = words[i]
        if word not in places.keys():
            places[word] = []
        places[word].append(i)
    return sorted(places, key=lambda word: (-len(places[word]), word))[:count]
