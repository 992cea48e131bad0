# afterburner: problem top-words
def most_frequent_words(words: list[str], count: int) -> list[str]:
    raise NotImplementedError
