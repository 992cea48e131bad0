# Count what came before in a dictionary, and look up both partners.
# time O(n), memory O(distinct)


def count_pairs_with_gap(numbers, gap):
    seen = {}
    count = 0
    for number in numbers:
        count += seen.get(number - gap, 0)
        if gap:
            count += seen.get(number + gap, 0)
        seen[number] = seen.get(number, 0) + 1
    return count
