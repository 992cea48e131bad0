# afterburner: problem median-sum
def sum_of_medians(numbers: list[int]) -> int:
    raise NotImplementedError
