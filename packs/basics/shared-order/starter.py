# afterburner: problem shared-order
def longest_shared_order(left: str, right: str) -> int:
    raise NotImplementedError
