# Replace each character that is no digit, one kind after the other, then split.
# time O(n c), memory O(n)


def sum_of_numbers(text):
    text = text.replace('-', ' -')
    for character in set(text):
        if character not in '-0123456789':
            text = text.replace(character, ' ')
    total = 0
    for word in text.split():
        if word != '-':
            total += int(word)
    return total
