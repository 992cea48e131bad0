# function: shared_costs

# %% inputs
def inputs(random):
    amount = random.choice([1, 1, 10**6, 10**14]) * random.randint(-40, 60) + random.randint(-5, 5)
    return [amount, random.randint(1, 7)]


# %% original
def shared_costs(cents: int, people: int) -> list[int]:
    """Split an amount into equal parts; what is left over goes to the first ones, a cent each.

    people >= 1
    """
    if people < 1:
        raise ValueError('nobody shares')
    part = cents // people
    left = cents - part * people
    parts = []
    for i in range(people):
        if i < left:
            parts.append(part + 1)
        else:
            parts.append(part)
    return parts


# %% right divmod: quotient and remainder at once
def shared_costs(cents, people):
    if people <= 0:
        raise ValueError(people)
    part, left = divmod(cents, people)
    return [part + 1] * left + [part] * (people - left)


# %% wrong rounds: rounds the part, so that the sum is another
def shared_costs(cents, people):
    if people < 1:
        raise ValueError(people)
    return [round(cents / people)] * people


# %% wrong doubles: divides doubles
def shared_costs(cents, people):
    if people < 1:
        raise ValueError(people)
    part = int(cents / people)
    left = cents - part * people
    return [part + 1] * left + [part] * (people - left)


# %% wrong last-ones: what is left over goes to the last ones
def shared_costs(cents, people):
    if people < 1:
        raise ValueError(people)
    part, left = divmod(cents, people)
    return [part] * (people - left) + [part + 1] * left
