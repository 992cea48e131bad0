# afterburner: problem calm-stretch
def longest_calm_stretch(readings: list[int], limit: int) -> int:
    raise NotImplementedError
