# Walk once, with the reaches inside the mirror that ends last taken from its other half.
# time O(n), memory O(n)


def longest_mirror(text):
    # Middles lie on letters and between them: a letter at each odd place.
    places = [None] * (2 * len(text) + 1)
    places[1::2] = text
    reaches = [0] * len(places)
    middle = end = 0
    for i in range(len(places)):
        reach = 0
        if i < end:
            reach = min(end - i, reaches[2 * middle - i])
        left, right = i - reach - 1, i + reach + 1
        while left >= 0 and right < len(places) and places[left] == places[right]:
            left -= 1
            right += 1
        reaches[i] = reach = right - i - 1
        if i + reach > end:
            middle, end = i, i + reach
    return max(reaches)
