# function: month_later

# %% inputs
def inputs(random):
    import calendar
    year, month = random.choice([1999, 2000, 2023, 2024]), random.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    return [New('datetime.date', year, month, random.choice([1, 28, last, random.randint(1, last)]))]


# %% original
import calendar
from datetime import date


def month_later(day: date) -> date:
    """The same day of the next month, or the last one there is."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


# %% right counted: months since the year 0
import calendar
from datetime import date


def month_later(day):
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# %% wrong february: has 28 days every year
from datetime import date


def month_later(day):
    year, month = divmod(day.year * 12 + day.month, 12)
    last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    return date(year, month + 1, min(day.day, last))


# %% wrong same-year: January follows December of the same year
import calendar
from datetime import date


def month_later(day):
    month = day.month % 12 + 1
    return date(day.year, month, min(day.day, calendar.monthrange(day.year, month)[1]))
