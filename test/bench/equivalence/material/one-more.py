# function: Solution.one_more

# %% inputs
def inputs(random):
    count = random.choice([1, 2, 3, 4, 5, 30])
    digits = [random.choice([0, 1, 8, 9, 9]) for _ in range(count)]
    if count > 1 and digits[0] == 0:
        digits[0] = 9
    return [digits]


# %% original
class Solution:
    def one_more(self, digits):
        """
        The number after the one that is given by its digits.

        :type digits: List[int]
        :rtype: List[int]

        Constraints:
            1 <= len(digits) <= 100
            0 <= digits[i] <= 9
        """
        number = 0
        for digit in digits:
            number = number * 10 + digit
        return [int(character) for character in str(number + 1).rjust(len(digits), '0')]


# %% right carried: from the end, as on paper
class Solution:
    def one_more(self, digits):
        result = list(digits)
        for i in range(len(result) - 1, -1, -1):
            if result[i] < 9:
                result[i] += 1
                return result
            result[i] = 0
        return [1] + result


# %% wrong one-carry: the digit before it may be a nine too
class Solution:
    def one_more(self, digits):
        result = list(digits)
        result[-1] += 1
        if result[-1] == 10:
            result[-1] = 0
            if len(result) > 1:
                result[-2] += 1
            else:
                result.insert(0, 1)
        return result


# %% wrong in-place: counts in the list that was given
class Solution:
    def one_more(self, digits):
        for i in range(len(digits) - 1, -1, -1):
            if digits[i] < 9:
                digits[i] += 1
                return digits
            digits[i] = 0
        return [1] + digits


# %% wrong through-floats: long numbers lose their last digits
class Solution:
    def one_more(self, digits):
        number = 0.0
        for digit in digits:
            number = number * 10 + digit
        return [int(character) for character in str(int(number) + 1).rjust(len(digits), '0')]
