"""Looking for two amounts that make up a given sum."""


def pair_with_sum(numbers, target):
    """Return the first two positions whose numbers add up to target, or None.

    "First" means the smallest first position, and among those the smallest second one.
    """
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            if numbers[i] + numbers[j] == target:
                return i, j
    return None
