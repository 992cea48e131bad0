# Collect the positions of each number, then multiply the lengths of the lists.
# time O(n), memory O(n)


def count_pairs_with_gap(numbers, gap):
    positions = {}
    for i, number in enumerate(numbers):
        if number not in positions:
            positions[number] = []
        positions[number].append(i)
    count = 0
    for number in positions:
        if gap == 0:
            count += len(positions[number]) * (len(positions[number]) - 1) // 2
        elif number + gap in positions:
            count += len(positions[number]) * len(positions[number + gap])
    return count
