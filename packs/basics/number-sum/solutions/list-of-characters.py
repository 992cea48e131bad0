# Walk over a list of characters by position, and collect the numbers in a list.
# time O(n), memory O(n)


def sum_of_numbers(text):
    characters = list(text)
    numbers = []
    i = 0
    while i < len(characters):
        if characters[i].isdigit():
            start = i
            while i < len(characters) and characters[i].isdigit():
                i += 1
            number = int(''.join(characters[start:i]))
            if start > 0 and characters[start - 1] == '-':
                number = -number
            numbers.append(number)
        else:
            i += 1
    return sum(numbers)
