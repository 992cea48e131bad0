# function: Solution.distinct

# %% inputs
def inputs(random):
    top = random.choice([4, 40, 10**6])
    low = random.choice([0, 0, -top])
    return [[random.randint(low, top) for _ in range(random.randint(0, 8))]]


# %% original
class Solution:
    def distinct(self, values):
        """
        Every value once, in ascending order.

        :type values: List[int]
        :rtype: List[int]
        """
        result = []
        for value in values:
            if value not in result:
                result.append(value)
        for i in range(len(result)):
            for j in range(i + 1, len(result)):
                if result[j] < result[i]:
                    result[i], result[j] = result[j], result[i]
        return result


# %% right sorted: a sorted set
class Solution:
    def distinct(self, values):
        return sorted(set(values))


# %% wrong set-order: sets of small integers only look sorted
class Solution:
    def distinct(self, values):
        return list(set(values))


# %% wrong in-place: sorts what belongs to the caller
class Solution:
    def distinct(self, values):
        values.sort()
        return [value for i, value in enumerate(values) if i == 0 or value != values[i - 1]]


# %% wrong iterator: an iterator is no list
class Solution:
    def distinct(self, values):
        return iter(sorted(set(values)))
