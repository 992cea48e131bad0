# afterburner: problem busiest-moment
def most_visitors_at_once(arrivals: list[int], stays: list[int]) -> int:
    raise NotImplementedError
