# Slide a window over two queues that hold only what can still become an extreme.
# time O(n), memory O(w)
from collections import deque


def longest_calm_stretch(readings, limit):
    highest, lowest = deque(), deque()
    best = start = 0
    for end, reading in enumerate(readings):
        while highest and highest[-1] < reading:
            highest.pop()
        while lowest and lowest[-1] > reading:
            lowest.pop()
        highest.append(reading)
        lowest.append(reading)
        while highest[0] - lowest[0] > limit:
            gone = readings[start]
            if highest[0] == gone:
                highest.popleft()
            if lowest[0] == gone:
                lowest.popleft()
            start += 1
        if end + 1 - start > best:
            best = end + 1 - start
    return best
