# Walk outwards from each middle.
# time O(n^2), memory O(1)


def longest_mirror(text):
    def reach(left, right):
        while left >= 0 and right < len(text) and text[left] == text[right]:
            left -= 1
            right += 1
        return right - left - 1

    return max(
        (max(reach(i, i), reach(i, i + 1)) for i in range(len(text))),
        default=0,
    )
