# Split at all that is no digit, keeping it, and look at the end of each separator.
# time O(n), memory O(n)
import re


def sum_of_numbers(text):
    parts = re.split('([0-9]+)', text)
    total = 0
    for i in range(1, len(parts), 2):
        if parts[i - 1][-1:] == '-':
            total -= int(parts[i])
        else:
            total += int(parts[i])
    return total
