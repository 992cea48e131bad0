# Keep for each person the friends with higher numbers alone, so that each triangle shows once.
# time O(e f), memory O(v + e)


def count_triangles(people, friendships):
    later = [set() for _ in range(people)]
    for a, b in friendships:
        if a < b:
            later[a].add(b)
        else:
            later[b].add(a)
    count = 0
    for others in later:
        for other in others:
            count += len(others & later[other])
    return count
