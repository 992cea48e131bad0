# Let list.count look for partners in a copy of the rest.
# time O(n^2), memory O(n)


def count_pairs_with_gap(numbers, gap):
    count = 0
    for i, number in enumerate(numbers):
        rest = numbers[i + 1 :]
        count += rest.count(number + gap)
        if gap > 0:
            count += rest.count(number - gap)
    return count
