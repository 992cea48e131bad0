# function: word_frequencies
# original: examples/words.py

# %% inputs
def inputs(random):
    words = [
        random.choice(['a', 'A', 'b.', 'the', 'The!', '...', 'cat', "cat's", 'b'])
        for _ in range(random.randint(0, 10))
    ]
    return [random.choice([' ', '\n', '  ']).join(words), random.sample(['a', 'the', 'b'], random.randint(0, 3))]


# %% right counter: a counter, sorted
from collections import Counter


def word_frequencies(text, ignored):
    words = (raw.strip('.,;:!?') for raw in text.lower().split())
    counts = Counter(word for word in words if word and word not in ignored)
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


# %% wrong most-common: ties in the order of the text
from collections import Counter


def word_frequencies(text, ignored):
    words = [raw.strip('.,;:!?') for raw in text.lower().split()]
    return Counter(w for w in words if w and w not in ignored).most_common()
