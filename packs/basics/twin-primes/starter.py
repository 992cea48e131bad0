# afterburner: problem twin-primes
def count_twin_primes(limit: int) -> int:
    raise NotImplementedError
