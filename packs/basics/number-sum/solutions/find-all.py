# Let a pattern find all numbers as one list of texts.
# time O(n), memory O(n)
import re


def sum_of_numbers(text):
    return sum(map(int, re.findall('-?[0-9]+', text)))
