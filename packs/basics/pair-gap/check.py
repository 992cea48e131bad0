def inputs(random):
    numbers = [random.randint(-6, 6) for _ in range(random.randint(0, 12))]
    return [numbers, random.randint(0, 8)]


def expected(numbers, gap):
    count = 0
    for j in range(len(numbers)):
        for i in range(j):
            if numbers[i] - numbers[j] in (gap, -gap):
                count += 1
    return count
