# afterburner: problem number-sum
def sum_of_numbers(text: str) -> int:
    raise NotImplementedError
