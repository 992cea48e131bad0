# afterburner: problem fewest-hops
def fewest_hops(stations: int, links: list[list[int]], start: int, goal: int) -> int:
    raise NotImplementedError
