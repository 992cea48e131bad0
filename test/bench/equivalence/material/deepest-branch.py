# function: Solution.depth

# %% inputs
def inputs(random):
    if random.random() < 0.15:
        size = random.randint(900, 1400)
        return [[-1] + list(range(size - 1))]
    count = random.randint(1, 8)
    parents = [-1] + [random.randrange(i) for i in range(1, count)]
    return [parents]


# %% original
class Solution:
    def depth(self, parents):
        """
        A tree is given by the parent of each node; the root is node 0 and has the parent -1. How
        many nodes stand on the longest way down from the root?

        :type parents: List[int]
        :rtype: int

        Constraints:
            1 <= len(parents) <= 10^4
            parents[0] == -1
            0 <= parents[i] < i for every other i
        """
        best = 0
        for node in range(len(parents)):
            length = 0
            while node != -1:
                length += 1
                node = parents[node]
            best = max(best, length)
        return best


# %% right one-pass: parents come before children
class Solution:
    def depth(self, parents):
        depths = []
        for parent in parents:
            depths.append(1 if parent < 0 else depths[parent] + 1)
        return max(depths)


# %% wrong recursion: Python's stack ends at a depth of a thousand
class Solution:
    def depth(self, parents):
        children = [[] for _ in parents]
        for node, parent in enumerate(parents):
            if parent >= 0:
                children[parent].append(node)

        def deepest(node):
            return 1 + max((deepest(child) for child in children[node]), default=0)

        return deepest(0)


# %% wrong edges: counts steps in place of nodes
class Solution:
    def depth(self, parents):
        depths = [0] * len(parents)
        for i in range(1, len(parents)):
            depths[i] = depths[parents[i]] + 1
        return max(depths)


# %% wrong last-node: the last node need not be the deepest
class Solution:
    def depth(self, parents):
        node, length = len(parents) - 1, 0
        while node >= 0:
            length += 1
            node = parents[node]
        return length
