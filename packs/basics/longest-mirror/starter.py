# afterburner: problem longest-mirror
def longest_mirror(text: str) -> int:
    raise NotImplementedError
