# Hold the friends of each person as bits of a large number, and count common bits.
# time O(e v / w), memory O(v^2 / w)


def count_triangles(people, friendships):
    rows = [0] * people
    for a, b in friendships:
        rows[a] |= 1 << b
        rows[b] |= 1 << a
    return sum(bin(rows[a] & rows[b]).count('1') for a, b in friendships) // 3
