# function: Solution.in_reach

# %% inputs
def inputs(random):
    if random.random() < 0.15:
        count = random.randint(1050, 1300)
        return [count, [[i, i + 1] for i in range(count - 1)]]
    count = random.randint(1, 7)
    edges = [[random.randrange(count), random.randrange(count)] for _ in range(random.randint(0, 8))]
    return [count, edges]


# %% original
class Solution:
    def in_reach(self, n, roads):
        """
        There are n places, from 0 to n - 1, and roads between two of them, which lead both ways.
        How many places can be reached from place 0, itself included?

        :type n: int
        :type roads: List[List[int]]
        :rtype: int

        Constraints:
            1 <= n <= 2000
            len(roads[i]) == 2
            0 <= roads[i][j] < n
        """
        seen = [False] * n
        seen[0] = True
        frontier = [0]
        while frontier:
            place = frontier.pop()
            for a, b in roads:
                for here, there in ((a, b), (b, a)):
                    if here == place and not seen[there]:
                        seen[there] = True
                        frontier.append(there)
        return sum(seen)


# %% right lists: neighbours are listed once
class Solution:
    def in_reach(self, n, roads):
        near = [[] for _ in range(n)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        seen, frontier = {0}, [0]
        while frontier:
            for place in near[frontier.pop()]:
                if place not in seen:
                    seen.add(place)
                    frontier.append(place)
        return len(seen)


# %% wrong recursion: a long road is a deep stack
class Solution:
    def in_reach(self, n, roads):
        near = [[] for _ in range(n)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        seen = set()

        def visit(place):
            seen.add(place)
            for other in near[place]:
                if other not in seen:
                    visit(other)

        visit(0)
        return len(seen)


# %% wrong one-way: roads lead there and not back
class Solution:
    def in_reach(self, n, roads):
        near = [[] for _ in range(n)]
        for a, b in roads:
            near[a].append(b)
        seen, frontier = {0}, [0]
        while frontier:
            for place in near[frontier.pop()]:
                if place not in seen:
                    seen.add(place)
                    frontier.append(place)
        return len(seen)


# %% wrong twice: a place is counted for each way that leads there
class Solution:
    def in_reach(self, n, roads):
        near = [[] for _ in range(n)]
        for a, b in roads:
            near[a].append(b)
            near[b].append(a)
        seen, frontier, count = set(), [0], 0
        while frontier:
            place = frontier.pop()
            count += 1
            seen.add(place)
            frontier.extend(other for other in near[place] if other not in seen)
        return count
