# Keep an ordered list, and walk from its end to the place of the new number.
# time O(n^2), memory O(n)


def sum_of_medians(numbers):
    ordered = []
    total = 0
    for number in numbers:
        place = len(ordered)
        while place > 0 and ordered[place - 1] > number:
            place -= 1
        ordered.insert(place, number)
        total += ordered[(len(ordered) - 1) // 2]
    return total
