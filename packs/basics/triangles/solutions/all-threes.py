# Ask for each group of three whether it is connected, in a set of pairs.
# time O(v^3), memory O(e)
from itertools import combinations


def count_triangles(people, friendships):
    friends = set()
    for a, b in friendships:
        friends.add((min(a, b), max(a, b)))
    count = 0
    for a, b, c in combinations(range(people), 3):
        if (a, b) in friends and (a, c) in friends and (b, c) in friends:
            count += 1
    return count
