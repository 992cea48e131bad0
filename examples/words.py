"""Which words does a text use, and how often?"""


def word_frequencies(text, ignored):
    """List (word, count) for each word that is not ignored, the most frequent first.

    Words of equal frequency are in alphabetical order.
    """
    words = []
    for raw in text.lower().split():
        word = raw.strip('.,;:!?')
        if word and word not in ignored:
            words.append(word)

    vocabulary = []
    for word in words:
        if word not in vocabulary:
            vocabulary.append(word)

    frequencies = []
    for word in vocabulary:
        frequencies.append((word, words.count(word)))
    frequencies.sort(key=lambda entry: (-entry[1], entry[0]))
    return frequencies
