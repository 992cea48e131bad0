# afterburner: problem pair-gap
def count_pairs_with_gap(numbers: list[int], gap: int) -> int:
    raise NotImplementedError
