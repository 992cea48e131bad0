# function: Solution.best_gain

# %% inputs
def inputs(random):
    return [[random.randint(0, 10) for _ in range(random.randint(1, 9))]]


# %% original
class Solution:
    def best_gain(self, prices):
        """
        Buy and sell one share at most twice, holding one at a time, and gain as much as possible.

        :type prices: List[int]
        :rtype: int

        Constraints:
            1 <= prices.length <= 1000
            0 <= prices[i] <= 10^5
        """

        def one_trade(row):
            best = 0
            for i in range(len(row)):
                for j in range(i + 1, len(row)):
                    best = max(best, row[j] - row[i])
            return best

        best = 0
        for day in range(len(prices)):
            best = max(best, one_trade(prices[: day + 1]) + one_trade(prices[day:]))
        return best


# %% right four-states: four states that follow each other
class Solution:
    def best_gain(self, prices):
        buy1 = buy2 = float('-inf')
        sell1 = sell2 = 0
        for p in prices:
            buy1 = max(buy1, -p)
            sell1 = max(sell1, buy1 + p)
            buy2 = max(buy2, sell1 - p)
            sell2 = max(sell2, buy2 + p)
        return sell2


# %% wrong every-rise: trades as often as it likes
class Solution:
    def best_gain(self, prices):
        return sum(max(0, b - a) for a, b in zip(prices, prices[1:]))


# %% wrong two-best-rises: the two largest rises without a fall
class Solution:
    def best_gain(self, prices):
        rises, low = [0, 0], prices[0]
        for before, now in zip(prices, prices[1:] + [-1]):
            if now < before:
                rises.append(before - low)
                low = now
        return sum(sorted(rises)[-2:])


# %% wrong best-then-rest: the best trade, and the best of what is left of it and right of it
class Solution:
    def best_gain(self, prices):
        def one(row):
            gain, where, low = 0, (0, 0), 0
            for i, p in enumerate(row):
                if p < row[low]:
                    low = i
                if p - row[low] > gain:
                    gain, where = p - row[low], (low, i)
            return gain, where

        gain, (start, end) = one(prices)
        return gain + max(one(prices[:start])[0], one(prices[end + 1 :])[0])


# %% wrong one-trade: once at most
class Solution:
    def best_gain(self, prices):
        low, best = prices[0], 0
        for p in prices:
            low = min(low, p)
            best = max(best, p - low)
        return best
