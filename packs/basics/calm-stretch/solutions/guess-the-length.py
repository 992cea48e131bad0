# Halve the range of possible lengths, with one pass of queues for each guess.
# time O(n log n), memory O(w)
from collections import deque


def longest_calm_stretch(readings, limit):
    low, high = 0, len(readings)
    while low < high:
        middle = (low + high + 1) // 2
        if has_calm_stretch(readings, limit, middle):
            low = middle
        else:
            high = middle - 1
    return low


def has_calm_stretch(readings, limit, length):
    falling, rising = deque(), deque()
    for i, reading in enumerate(readings):
        while falling and readings[falling[-1]] <= reading:
            falling.pop()
        while rising and readings[rising[-1]] >= reading:
            rising.pop()
        falling.append(i)
        rising.append(i)
        if falling[0] <= i - length:
            falling.popleft()
        if rising[0] <= i - length:
            rising.popleft()
        if i + 1 >= length and readings[falling[0]] - readings[rising[0]] <= limit:
            return True
    return False
