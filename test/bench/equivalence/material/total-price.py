# function: Solution.total

# %% inputs
def inputs(random):
    top = random.choice([9, 1000, 100000])
    count = random.randint(0, 5)
    return [[[random.randint(0, top), random.randint(0, top)] for _ in range(count)]]


# %% original
class Solution:
    def total(self, items):
        """
        What all items cost together; each is given by its price and how many there are of it.

        :type items: List[List[int]]
        :rtype: int

        Constraints:
            0 <= len(items) <= 1000
            len(items[i]) == 2
            0 <= items[i][j] <= 10^5
        """
        total = 0
        for i in range(len(items)):
            total += items[i][0] * items[i][1]
        return total


# %% right generator: the sum of products
class Solution:
    def total(self, items):
        return sum(price * count for price, count in items)


# %% wrong width: wraps around as 32 bits do
class Solution:
    def total(self, items):
        total = 0
        for price, count in items:
            total = (total + price * count) & 0xFFFFFFFF
        return total


# %% wrong largest: whatever is beyond 2^31 - 1 is cut
class Solution:
    def total(self, items):
        return min(sum(price * count for price, count in items), 2**31 - 1)


# %% wrong doubles: the sum is a float
class Solution:
    def total(self, items):
        total = 0.0
        for price, count in items:
            total += price * count
        return total if total != int(total) else total


# %% wrong prices: equal prices are taken for one item
class Solution:
    def total(self, items):
        return sum(price * count for price, count in {price: count for price, count in items}.items())
