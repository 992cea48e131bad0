def inputs(random):
    return [[random.randint(-9, 9) for _ in range(random.randint(0, 14))]]


def expected(numbers):
    total = 0
    for end in range(1, len(numbers) + 1):
        so_far = numbers[:end]
        for number in so_far:
            below = sum(other < number for other in so_far)
            if below <= (end - 1) // 2 < below + so_far.count(number):
                total += number
                break
    return total
