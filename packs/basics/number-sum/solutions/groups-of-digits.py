# Group characters by what they are.
# time O(n), memory O(run)
from itertools import groupby


def sum_of_numbers(text):
    total = 0
    before = ''
    for is_number, group in groupby(text, str.isdigit):
        run = ''.join(group)
        if is_number:
            total += int(run) * (-1 if before.endswith('-') else 1)
        before = run
    return total
