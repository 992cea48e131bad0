# function: missing

# %% inputs
def inputs(random):
    nums = sorted(random.sample(range(1, 40), random.randint(0, 12)))
    return [nums, random.randint(1, 30)]


# %% original
def missing(nums, k):
    """The k-th positive whole number that is not in a row.

    :param nums: strictly increasing positive integers, possibly none
    :type nums: list[int]
    :param k: between 1 and 1000 (inclusive)
    :type k: int
    :rtype: int
    """
    number = 0
    while k > 0:
        number += 1
        if number not in nums:
            k -= 1
    return number


# %% right halves: before nums[i] there are nums[i] - i - 1 missing ones
def missing(nums, k):
    low, high = 0, len(nums)
    while low < high:
        middle = (low + high) // 2
        if nums[middle] - middle - 1 < k:
            low = middle + 1
        else:
            high = middle
    return low + k
