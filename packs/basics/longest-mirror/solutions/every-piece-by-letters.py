# Walk from both ends of every piece to its middle, as far as it is a mirror.
# time O(n^3), memory O(1)


def longest_mirror(text):
    best = 0
    for start in range(len(text)):
        for end in range(start, len(text)):
            left, right = start, end
            while left < right and text[left] == text[right]:
                left += 1
                right -= 1
            if left >= right and end - start + 1 > best:
                best = end - start + 1
    return best
