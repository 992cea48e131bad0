# Look at the first character, and go on with the rest of the text.
# time O(n^2), memory O(n)


def sum_of_numbers(text):
    total = 0
    digits = ''
    sign = 1
    before = ''
    while text != '':
        character = text[0]
        if character in '0123456789':
            if digits == '':
                sign = -1 if before == '-' else 1
            digits = digits + character
        elif digits != '':
            total = total + sign * int(digits)
            digits = ''
        before = character
        text = text[1:]
    if digits != '':
        total = total + sign * int(digits)
    return total
