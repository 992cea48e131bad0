# For each friendship, search the friends of one in the list of friends of the other.
# time O(e f^2), memory O(v + e)


def count_triangles(people, friendships):
    friends = [[] for _ in range(people)]
    for a, b in friendships:
        friends[a].append(b)
        friends[b].append(a)
    count = 0
    for a, b in friendships:
        for other in friends[a]:
            if other in friends[b]:
                count += 1
    return count // 3
