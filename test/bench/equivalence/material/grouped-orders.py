# function: totals_by_customer

# %% inputs
def inputs(random):
    orders = []
    for _ in range(random.randint(0, 7)):
        orders.append([random.choice(['kim', 'lee', 'max']), random.randint(0, 9), random.randint(1, 40)])
    return [orders, random.randint(0, 60)]


# %% original
def totals_by_customer(orders: list[tuple[str, int, int]], minimum: int) -> dict[str, int]:
    """Sum up amount times price for each customer, and leave out those below the minimum."""
    totals = {}
    for customer, amount, price in orders:
        if customer not in totals:
            totals[customer] = 0
        totals[customer] += amount * price
    result = {}
    for customer, total in totals.items():
        if total >= minimum:
            result[customer] = total
    return result


# %% right defaultdict: a dict with a default, then a comprehension
from collections import defaultdict


def totals_by_customer(orders, minimum):
    totals = defaultdict(int)
    for customer, amount, price in orders:
        totals[customer] += amount * price
    return {customer: total for customer, total in totals.items() if total >= minimum}


# %% right sorted-first: another order of insertion
def totals_by_customer(orders, minimum):
    totals = {}
    for customer, amount, price in reversed(orders):
        totals[customer] = totals.get(customer, 0) + amount * price
    for customer in [each for each, total in totals.items() if total < minimum]:
        del totals[customer]
    return totals
