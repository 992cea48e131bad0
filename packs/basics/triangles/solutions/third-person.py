# For each friendship, ask everybody whether they are a friend of both.
# time O(v e), memory O(v + e)


def count_triangles(people, friendships):
    friends = {person: set() for person in range(people)}
    for a, b in friendships:
        friends[a].add(b)
        friends[b].add(a)
    count = 0
    for a, b in friendships:
        for person in range(people):
            if person in friends[a] and person in friends[b]:
                count += 1
    return count // 3
