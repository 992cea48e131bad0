# function: Solution.halved

# %% inputs
def inputs(random):
    return [[random.randint(-9, 9) for _ in range(random.randint(0, 6))]]


# %% original
class Solution:
    def halved(self, numbers):
        """
        Half of each even number; odd ones are left out.

        :type numbers: List[int]
        :rtype: List[int]
        """
        result = []
        for number in numbers:
            if number % 2 == 0:
                result = result + [number // 2]
        return result


# %% right shifted: in one comprehension
class Solution:
    def halved(self, numbers):
        return [number >> 1 for number in numbers if not number & 1]


# %% wrong lazily: yields them one by one
class Solution:
    def halved(self, numbers):
        return (number // 2 for number in numbers if number % 2 == 0)


# %% wrong fractions: halves that are floats
class Solution:
    def halved(self, numbers):
        return [number / 2 for number in numbers if number % 2 == 0]


# %% wrong mapped: an object of type map
class Solution:
    def halved(self, numbers):
        return map(lambda number: number // 2, filter(lambda number: number % 2 == 0, numbers))
