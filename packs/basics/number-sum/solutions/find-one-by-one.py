# Let a pattern find the numbers one after the other.
# time O(n), memory O(1)
import re


def sum_of_numbers(text):
    return sum(int(match[0]) for match in re.finditer('-?[0-9]+', text))
