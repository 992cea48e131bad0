# afterburner: problem islands
def count_islands(heights: list[list[int]], level: int) -> int:
    raise NotImplementedError
