# function: Solution.turn_digits

# %% inputs
def inputs(random):
    size = random.choice([2, 5, 9, 10, 10])
    return [max(-(2**31), min(2**31 - 1, random.randint(-(10**size), 10**size)))]


# %% original
class Solution:
    def turn_digits(self, x):
        """
        Write the digits of x from the last to the first and keep the sign; 0 where the result is
        not between -2^31 and 2^31 - 1.

        :type x: int
        :rtype: int

        Constraints:
            -2147483648 <= x <= 2147483647
        """
        turned = 0
        rest = abs(x)
        while rest > 0:
            turned = turned * 10 + rest % 10
            rest //= 10
        if x < 0:
            turned = -turned
        return turned if -(2**31) <= turned <= 2**31 - 1 else 0


# %% right text: by way of text
class Solution:
    def turn_digits(self, x):
        sign = -1 if x < 0 else 1
        turned = sign * int(str(abs(x))[::-1])
        return 0 if turned > 2147483647 or turned < -2147483648 else turned


# %% wrong no-limit: forgets the range
class Solution:
    def turn_digits(self, x):
        sign = -1 if x < 0 else 1
        return sign * int(str(abs(x))[::-1])


# %% wrong floor: takes the remainder of a negative number as C would
class Solution:
    def turn_digits(self, x):
        turned = 0
        while x != 0 and x != -1:
            turned = turned * 10 + x % 10
            x //= 10
        return turned if -(2**31) <= turned <= 2**31 - 1 else 0


# %% wrong clamps: cuts at the limits
class Solution:
    def turn_digits(self, x):
        turned = int(str(abs(x))[::-1])
        turned = -turned if x < 0 else turned
        return max(-(2**31), min(2**31 - 1, turned))
