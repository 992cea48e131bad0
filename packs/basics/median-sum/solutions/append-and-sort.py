# Append to an ordered list and sort it again, which is nearly sorted already.
# time O(n^2), memory O(n)


def sum_of_medians(numbers):
    ordered = []
    total = 0
    for i, number in enumerate(numbers):
        ordered.append(number)
        ordered.sort()
        total += ordered[i // 2]
    return total
