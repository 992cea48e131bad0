# Search the first number, and go on with a copy of what follows it.
# time O(n k), memory O(n)
import re


def sum_of_numbers(text):
    total = 0
    while True:
        match = re.search('-?[0-9]+', text)
        if match is None:
            return total
        total += int(match.group())
        text = text[match.end() :]
