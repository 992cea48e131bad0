def inputs(random):
    def text():
        return ''.join(random.choice('ab') for _ in range(random.randint(0, 5)))

    return [
        [text() for _ in range(random.randint(0, 9))],
        [text() for _ in range(random.randint(0, 9))],
    ]


def expected(words, beginnings):
    count = 0
    for word in words:
        for beginning in beginnings:
            if word.find(beginning) == 0:
                count += 1
    return count
