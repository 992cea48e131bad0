# function: by_length

# %% inputs
def inputs(random):
    return [[random.choice(['', 'a', 'b', 'bb', 'ab', 'abc', 'aaa']) for _ in range(random.randint(0, 6))]]


# %% original
def by_length(words: list[str]) -> list[str]:
    """The longest words first; those of one length in the order in which they came."""
    result = []
    for length in range(max([len(word) for word in words], default=0), -1, -1):
        for word in words:
            if len(word) == length:
                result.append(word)
    return result


# %% right sorted: sorting by length keeps the order
def by_length(words):
    return sorted(words, key=len, reverse=True)


# %% wrong turned: turning the result turns what is equal
def by_length(words):
    return sorted(words, key=len)[::-1]


# %% wrong heap: a heap compares the words too
import heapq


def by_length(words):
    heap = [(-len(word), word) for word in words]
    heapq.heapify(heap)
    return [heapq.heappop(heap)[1] for _ in range(len(heap))]


# %% wrong grouped: equal words are put together
def by_length(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return [word for word in sorted(counts, key=len, reverse=True) for _ in range(counts[word])]
