# function: rounded

# %% inputs
def inputs(random):
    digits = f'{random.choice(["", "-"])}{random.randint(0, 99)}.{random.randint(0, 999):03d}'
    return [New('decimal.Decimal', digits)]


# %% original
from decimal import ROUND_HALF_UP, Decimal


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)


# %% right imported: by its other name
import decimal


def rounded(amount):
    cents = decimal.Decimal(1).scaleb(-2)
    return amount.quantize(cents, decimal.ROUND_HALF_UP)


# %% wrong to-even: the half goes to the even side
from decimal import Decimal


def rounded(amount):
    return amount.quantize(Decimal('0.01'))


# %% wrong by-float: a float has no halves of cents
from decimal import Decimal


def rounded(amount):
    return Decimal(str(round(float(amount), 2)))
