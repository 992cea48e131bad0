# afterburner: problem square-sum
def largest_square_sum(grid: list[list[int]], size: int) -> int:
    raise NotImplementedError
