# Note friendships in a square of flags, and go on only where the first two are friends.
# time O(v^2 + v e), memory O(v^2)


def count_triangles(people, friendships):
    are_friends = [[False] * people for _ in range(people)]
    for a, b in friendships:
        are_friends[a][b] = are_friends[b][a] = True
    count = 0
    for a in range(people):
        for b in range(a + 1, people):
            if not are_friends[a][b]:
                continue
            for c in range(b + 1, people):
                if are_friends[a][c] and are_friends[b][c]:
                    count += 1
    return count
