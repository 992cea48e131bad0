# Sort all numbers so far, every time.
# time O(n^2 log n), memory O(n)


def sum_of_medians(numbers):
    total = 0
    for i in range(len(numbers)):
        ordered = sorted(numbers[: i + 1])
        total += ordered[i // 2]
    return total
