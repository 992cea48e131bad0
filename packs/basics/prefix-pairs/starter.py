# afterburner: problem prefix-pairs
def count_prefix_pairs(words: list[str], beginnings: list[str]) -> int:
    raise NotImplementedError
