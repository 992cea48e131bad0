# afterburner: problem triangles
def count_triangles(people: int, friendships: list[list[int]]) -> int:
    raise NotImplementedError
