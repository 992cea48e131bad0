# Translate all other characters to blanks in one go, then split and add up.
# time O(n), memory O(n)


def sum_of_numbers(text):
    table = {ord(character): ' ' for character in set(text).difference('0123456789')}
    table[ord('-')] = ' -'
    words = text.translate(table).split()
    return sum(int(word) for word in words if word != '-')
