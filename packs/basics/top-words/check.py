def inputs(random):
    known = ['a', 'b', 'ab', 'ba', 'c', '', 'B']
    words = [random.choice(known) for _ in range(random.randint(0, 14))]
    return [words, random.randint(0, 9)]


def expected(words, count):
    return sorted(set(words), key=lambda word: (-words.count(word), word))[:count]
