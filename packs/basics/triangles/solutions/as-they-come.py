# Take friendships one by one; each closes a triangle with every common friend so far.
# time O(e f), memory O(v + e)


def count_triangles(people, friendships):
    friends = [set() for _ in range(people)]
    count = 0
    for a, b in friendships:
        count += len(friends[a] & friends[b])
        friends[a].add(b)
        friends[b].add(a)
    return count
