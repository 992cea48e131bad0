# function: clock_after

# %% inputs
def inputs(random):
    return [random.randint(0, 23), random.randint(0, 59), random.randint(-4000, 4000)]


# %% original
def clock_after(hour, minute, change):
    """
    What a clock shows some minutes later, or earlier where the change is negative.

    :param int hour: from 0 to 23
    :param int minute: from 0 to 59
    :param int change: minutes
    :rtype: tuple
    """
    while change > 0:
        minute += 1
        if minute == 60:
            minute = 0
            hour = hour + 1 if hour < 23 else 0
        change -= 1
    while change < 0:
        minute -= 1
        if minute == -1:
            minute = 59
            hour = hour - 1 if hour > 0 else 23
        change += 1
    return hour, minute


# %% right remainder: of the minutes of a day
def clock_after(hour, minute, change):
    return divmod((60 * hour + minute + change) % 1440, 60)


# %% wrong truncated: remainders of negative numbers as in C
import math


def clock_after(hour, minute, change):
    total = int(math.fmod(60 * hour + minute + change, 1440))
    return total // 60, total % 60


# %% wrong no-day: goes on counting hours
def clock_after(hour, minute, change):
    return divmod(60 * hour + minute + change, 60)


# %% wrong listed: a list is no tuple
def clock_after(hour, minute, change):
    return list(divmod((60 * hour + minute + change) % 1440, 60))
