# function: Solution.fewest_coins

# %% inputs
def inputs(random):
    coins = random.sample(range(1, 13), random.randint(1, 4))
    return [coins, random.randint(0, 40)]


# %% original
class Solution:
    def fewest_coins(self, coins, amount):
        """
        Pay the amount with as few coins as possible; of each kind there are as many as needed.
        Return their number, or -1 where it cannot be paid.

        :type coins: List[int]
        :type amount: int
        :rtype: int

        Constraints:
            1 <= len(coins) <= 12
            1 <= coins[i] <= 1000
            0 <= amount <= 2000
        """
        best = [0] + [None] * amount
        for total in range(1, amount + 1):
            for coin in coins:
                if coin <= total and best[total - coin] is not None:
                    count = best[total - coin] + 1
                    if best[total] is None or count < best[total]:
                        best[total] = count
        return -1 if best[amount] is None else best[amount]


# %% right layers: amounts that can be paid with one coin more
class Solution:
    def fewest_coins(self, coins, amount):
        reached, layer, count = {0}, {0}, 0
        while layer:
            if amount in layer:
                return count
            layer = {t + c for t in layer for c in coins if t + c <= amount} - reached
            reached |= layer
            count += 1
        return -1


# %% wrong greedy: the largest coin first
class Solution:
    def fewest_coins(self, coins, amount):
        count = 0
        for coin in sorted(coins, reverse=True):
            count += amount // coin
            amount %= coin
        return count if amount == 0 else -1


# %% wrong once-each: every kind of coin at most once
class Solution:
    def fewest_coins(self, coins, amount):
        INF = float('inf')
        dp = [0] + [INF] * amount
        for coin in coins:
            for total in range(amount, coin - 1, -1):
                dp[total] = min(dp[total], dp[total - coin] + 1)
        return dp[amount] if dp[amount] != INF else -1


# %% wrong nothing-to-pay: takes an amount of 0 for one that cannot be paid
class Solution:
    def fewest_coins(self, coins, amount):
        dp = [0] * (amount + 1)
        for total in range(1, amount + 1):
            options = [dp[total - c] for c in coins if c <= total and dp[total - c] >= 0]
            dp[total] = min(options) + 1 if options else -1
        return dp[amount] or -1


# %% wrong ends-with-inf: gives infinity where it cannot be paid
class Solution:
    def fewest_coins(self, coins, amount):
        dp = [0] + [float('inf')] * amount
        for coin in coins:
            for total in range(coin, amount + 1):
                dp[total] = min(dp[total], dp[total - coin] + 1)
        return dp[amount]
