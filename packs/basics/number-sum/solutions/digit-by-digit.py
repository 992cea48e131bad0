# Read characters one by one, and build each number by its digits.
# time O(n), memory O(1)


def sum_of_numbers(text):
    total = number = 0
    sign = 1
    for character in text:
        if '0' <= character <= '9':
            number = number * 10 + ord(character) - 48
        else:
            total += sign * number
            number = 0
            sign = -1 if character == '-' else 1
    return total + sign * number
