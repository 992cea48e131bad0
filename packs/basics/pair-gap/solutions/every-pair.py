# Compare every number with every later one.
# time O(n^2), memory O(1)


def count_pairs_with_gap(numbers, gap):
    count = 0
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            if abs(numbers[i] - numbers[j]) == gap:
                count += 1
    return count
