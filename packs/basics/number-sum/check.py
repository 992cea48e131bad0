def inputs(random):
    return [''.join(random.choice('0179-- a') for _ in range(random.randint(0, 14)))]


def expected(text):
    total = 0
    for start in range(len(text)):
        if not text[start].isdigit() or (start > 0 and text[start - 1].isdigit()):
            continue
        end = start
        while end < len(text) and text[end].isdigit():
            end += 1
        number = int(text[start:end])
        total += -number if start > 0 and text[start - 1] == '-' else number
    return total
