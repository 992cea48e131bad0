# For each friendship, count what the two sets of friends have in common.
# time O(e f), memory O(v + e)


def count_triangles(people, friendships):
    friends = [set() for _ in range(people)]
    for a, b in friendships:
        friends[a].add(b)
        friends[b].add(a)
    return sum(len(friends[a] & friends[b]) for a, b in friendships) // 3
