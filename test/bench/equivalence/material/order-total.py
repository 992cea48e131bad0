# function: order_total

# %% inputs
def inputs(random):
    lines = [
        New('Line', random.choice(['pen', 'cup']), random.randint(0, 500), random.randint(0, 12))
        for _ in range(random.randint(0, 4))
    ]
    return [lines, random.choice([None, New('Voucher', random.randint(0, 60), random.randint(0, 3000))])]


# %% original
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Line:
    name: str
    cents: int
    count: int = 1


@dataclass(frozen=True)
class Voucher:
    percent: int
    least: int = 0


def order_total(lines: list[Line], voucher: Optional[Voucher] = None) -> int:
    """Cents to pay: of ten and more of a line each costs a tenth less, then the voucher counts."""
    total = 0
    for line in lines:
        amount = line.cents * line.count
        if line.count >= 10:
            amount -= amount // 10
        total += amount
    if voucher is not None and total >= voucher.least:
        total -= total * voucher.percent // 100
    return total


# %% right summed: one expression for the lines
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Line:
    name: str
    cents: int
    count: int = 1


@dataclass(frozen=True)
class Voucher:
    percent: int
    least: int = 0


def order_total(lines, voucher=None):
    amounts = [(line.cents * line.count, line.count) for line in lines]
    total = sum(amount - amount // 10 if count >= 10 else amount for amount, count in amounts)
    if voucher is None or total < voucher.least:
        return total
    return total - total * voucher.percent // 100


# %% wrong above-ten: ten are not enough
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Line:
    name: str
    cents: int
    count: int = 1


@dataclass(frozen=True)
class Voucher:
    percent: int
    least: int = 0


def order_total(lines, voucher=None):
    amounts = [(line.cents * line.count, line.count) for line in lines]
    total = sum(amount - amount // 10 if count > 10 else amount for amount, count in amounts)
    if voucher is None or total < voucher.least:
        return total
    return total - total * voucher.percent // 100


# %% wrong each-alone: the tenth is taken from each piece, and rounded each time
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Line:
    name: str
    cents: int
    count: int = 1


@dataclass(frozen=True)
class Voucher:
    percent: int
    least: int = 0


def order_total(lines, voucher=None):
    total = 0
    for line in lines:
        cents = line.cents - line.cents // 10 if line.count >= 10 else line.cents
        total += cents * line.count
    if voucher is None or total < voucher.least:
        return total
    return total - total * voucher.percent // 100


# %% wrong any-order: the voucher counts below its least amount too
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Line:
    name: str
    cents: int
    count: int = 1


@dataclass(frozen=True)
class Voucher:
    percent: int
    least: int = 0


def order_total(lines, voucher=None):
    amounts = [(line.cents * line.count, line.count) for line in lines]
    total = sum(amount - amount // 10 if count >= 10 else amount for amount, count in amounts)
    return total if voucher is None else total - total * voucher.percent // 100
