# List all pairs of friends of each person, then count those who are friends themselves.
# time O(v f^2), memory O(v f^2)
from itertools import combinations


def count_triangles(people, friendships):
    friends = [set() for _ in range(people)]
    for a, b in friendships:
        friends[a].add(b)
        friends[b].add(a)
    pairs = []
    for person in range(people):
        pairs.extend(combinations(sorted(friends[person]), 2))
    return sum(1 for a, b in pairs if b in friends[a]) // 3
