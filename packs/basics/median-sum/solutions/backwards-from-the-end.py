# Sort once and link neighbours; then take numbers out from the last to the first.
# time O(n log n), memory O(n)


def sum_of_medians(numbers):
    count = len(numbers)
    order = sorted(range(count), key=numbers.__getitem__)
    # Place count, before the first and after the last, closes the ring.
    after = [0] * (count + 1)
    before = [0] * (count + 1)
    place = count
    for following in order:
        after[place] = following
        before[following] = place
        place = following
    after[place] = count
    before[count] = place
    keys = [0] * count
    for key, place in enumerate(order):
        keys[place] = key
    total = 0
    middle = order[(count - 1) // 2] if count else count
    for last in range(count - 1, -1, -1):
        total += numbers[middle]
        gone, left = keys[last], keys[middle]
        previous, following = before[last], after[last]
        after[previous] = following
        before[following] = previous
        # last + 1 numbers are left, the gone one counted: an odd number means the exact middle.
        if last % 2 == 0:
            if gone >= left:
                middle = before[middle]
        elif gone <= left:
            middle = after[middle]
    return total
