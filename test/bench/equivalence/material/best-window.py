# function: Solution.best_window

# %% inputs
def inputs(random):
    values = [random.randint(-5, 5) for _ in range(random.randint(1, 6))]
    return [values, random.randint(1, len(values))]


# %% original
class Solution:
    def best_window(self, values, size):
        """
        The largest sum of so many values that follow each other.

        :type values: List[int]
        :type size: int
        :rtype: int

        Constraints:
            1 <= size <= len(values) <= 1000
        """
        best = None
        for start in range(len(values) - size + 1):
            total = sum(values[start : start + size])
            if best is None or total > best:
                best = total
        return best


# %% right sliding: one comes in and one goes out
class Solution:
    def best_window(self, values, size):
        total = best = sum(values[:size])
        for i in range(size, len(values)):
            total += values[i] - values[i - size]
            best = max(best, total)
        return best


# %% wrong kept-by-size: two lists of one length are not one list
class Solution:
    kept = {}

    def best_window(self, values, size):
        key = (len(values), size)
        if key not in self.kept:
            total = best = sum(values[:size])
            for i in range(size, len(values)):
                total += values[i] - values[i - size]
                best = max(best, total)
            self.kept[key] = best
        return self.kept[key]


# %% wrong kept-by-sum: nor are those with one sum
known = {}


class Solution:
    def best_window(self, values, size):
        key = (sum(values), size)
        if key in known:
            return known[key]
        best = max(sum(values[i : i + size]) for i in range(len(values) - size + 1))
        known[key] = best
        return best


# %% wrong last-window: the last window is not looked at
class Solution:
    def best_window(self, values, size):
        total = best = sum(values[:size])
        for i in range(size, len(values) - 1):
            total += values[i] - values[i - size]
            best = max(best, total)
        return best


# %% wrong from-zero: all sums may be negative
class Solution:
    def best_window(self, values, size):
        best = 0
        for i in range(len(values) - size + 1):
            best = max(best, sum(values[i : i + size]))
        return best
