# Split the numbers around one of them until the middle is found, every time.
# time O(n^2), memory O(n)


def sum_of_medians(numbers):
    return sum(pick(numbers[: i + 1], i // 2) for i in range(len(numbers)))


def pick(numbers, rank):
    while True:
        pivot = numbers[len(numbers) // 2]
        below = [number for number in numbers if number < pivot]
        if rank < len(below):
            numbers = below
            continue
        above = [number for number in numbers if number > pivot]
        equal = len(numbers) - len(below) - len(above)
        if rank < len(below) + equal:
            return pivot
        rank -= len(below) + equal
        numbers = above
