# Point each friendship to whoever has more friends: then nobody points to many.
# time O(e sqrt e), memory O(v + e)


def count_triangles(people, friendships):
    degrees = [0] * people
    for a, b in friendships:
        degrees[a] += 1
        degrees[b] += 1
    higher = [set() for _ in range(people)]
    pairs = []
    for a, b in friendships:
        if (degrees[a], a) > (degrees[b], b):
            a, b = b, a
        higher[a].add(b)
        pairs.append((a, b))
    return sum(len(higher[a] & higher[b]) for a, b in pairs)
