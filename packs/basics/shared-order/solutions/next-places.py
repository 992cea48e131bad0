# For each length, jump from its earliest end to the next place of each character of the text.
# time O(k n), memory O(m a)


def longest_shared_order(left, right):
    never = len(right) + 1
    follow = [dict.fromkeys(left, len(right))] * 2
    for j in range(len(right) - 1, -1, -1):
        follow.append({**follow[-1], right[j]: j})
    follow.reverse()
    # ends[i]: where a shared order of this length, out of left[:i], can end at the earliest.
    ends = [0] * len(left)
    length = 0
    while True:
        longer = []
        earliest = never
        for end, a in zip(ends, left):
            longer.append(earliest)
            earliest = min(earliest, follow[end][a] + 1)
        if earliest == never:
            return length
        ends = longer
        length += 1
