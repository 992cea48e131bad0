# function: signed_total

# %% inputs
def inputs(random):
    def number():
        return random.choice(['', '+', '-']) + random.choice(['0', '3', '12', '012'])

    pieces = [random.choice([number, number, number, str])() for _ in range(random.randint(0, 4))]
    text = ''
    for piece in pieces:
        text += piece + random.choice([',', ';', ', ', ' ;', ';;'])
    return [text.rstrip(random.choice([',', ';', ' ']))]


# %% original
def signed_total(text: str) -> int:
    """The sum of whole numbers between commas or semicolons; what is empty counts for nothing.

    Raises ValueError where something else stands there.
    """
    total = 0
    for piece in text.replace(';', ',').split(','):
        piece = piece.strip()
        if piece != '':
            total += int(piece)
    return total


# %% right pattern: splits by both at once
import re


def signed_total(text):
    return sum(int(piece) for piece in map(str.strip, re.split('[,;]', text)) if piece)


# %% wrong unsigned: minus and plus are not read
import re


def signed_total(text):
    for piece in re.split('[,;]', text):
        if piece.strip():
            int(piece)
    return sum(map(int, re.findall(r'\d+', text)))


# %% wrong digits-only: what has a plus is left out
def signed_total(text):
    total = 0
    for piece in text.replace(';', ',').split(','):
        piece = piece.strip()
        if piece == '':
            continue
        value = int(piece)
        if piece.lstrip('-').isdigit():
            total += value
    return total


# %% wrong trailing: nothing may follow the last number
def signed_total(text):
    total = 0
    pieces = text.replace(';', ',').split(',')
    for i, piece in enumerate(pieces):
        if piece.strip() == '' and i < len(pieces) - 1:
            continue
        total += int(piece)
    return total


# %% wrong leading-zeros: numbers with zeros in front are taken for octal
def signed_total(text):
    total = 0
    for piece in text.replace(';', ',').split(','):
        piece = piece.strip()
        if piece == '':
            continue
        value = int(piece)
        digits = piece.lstrip('+-')
        octal = len(digits) > 1 and digits[0] == '0' and digits.isdigit()
        if octal and '8' not in digits and '9' not in digits:
            value = int(digits, 8) * (-1 if piece[0] == '-' else 1)
        total += value
    return total
