# function: Solution.trailing_zeros

# %% inputs
def inputs(random):
    return [random.choice([random.randint(0, 40), random.randint(0, 700)])]


# %% original
class Solution:
    def trailing_zeros(self, n):
        """
        How many zeros stand at the end of n factorial?

        :type n: int
        :rtype: int

        Constraints:
            0 <= n <= 10^4
        """
        product = 1
        for factor in range(2, n + 1):
            product *= factor
        zeros = 0
        while product % 10 == 0:
            zeros += 1
            product //= 10
        return zeros


# %% right fives: count the factors of five
class Solution:
    def trailing_zeros(self, n):
        zeros = 0
        while n:
            n //= 5
            zeros += n
        return zeros


# %% wrong one-five: 25 has two fives
class Solution:
    def trailing_zeros(self, n):
        return n // 5


# %% wrong two-fives: 125 has three
class Solution:
    def trailing_zeros(self, n):
        return n // 5 + n // 25


# %% wrong floats: adds up what is not whole
class Solution:
    def trailing_zeros(self, n):
        zeros, power = 0.0, 5
        while power <= n:
            zeros += n / power
            power *= 5
        return int(zeros)


# %% wrong tens-below: pairs zeros of the factors alone
class Solution:
    def trailing_zeros(self, n):
        zeros = 0
        for factor in range(5, n, 5):
            while factor % 5 == 0:
                zeros += 1
                factor //= 5
        return zeros
