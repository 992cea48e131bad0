# function: Solution.order_of_tasks

# %% inputs
def inputs(random):
    count = random.randint(1, 6)
    needs = []
    for _ in range(random.randint(0, 6)):
        needs.append([random.randrange(count), random.randrange(count)])
    if random.random() < 0.7:
        needs = [[max(pair), min(pair)] for pair in needs if pair[0] != pair[1]]
    return [count, needs]


# %% original
class Solution:
    def order_of_tasks(self, count, needs):
        """
        Tasks have the numbers from 0 to count - 1, and [a, b] means that b must be done before a.
        Of all that can be done next, the one with the smallest number is always done first. List
        the order, or nothing where not all can be done.

        :type count: int
        :type needs: List[List[int]]
        :rtype: List[int]

        Constraints:
            1 <= count <= 100
            len(needs[i]) == 2
            0 <= needs[i][0], needs[i][1] < count
        """
        order = []
        while len(order) < count:
            for task in range(count):
                if task in order:
                    continue
                if all(b in order for a, b in needs if a == task):
                    order.append(task)
                    break
            else:
                return []
        return order


# %% right heap: a heap of what can be done next
import heapq


class Solution:
    def order_of_tasks(self, count, needs):
        after = [[] for _ in range(count)]
        missing = [0] * count
        for a, b in needs:
            after[b].append(a)
            missing[a] += 1
        ready = [t for t in range(count) if missing[t] == 0]
        order = []
        while ready:
            task = heapq.heappop(ready)
            order.append(task)
            for follower in after[task]:
                missing[follower] -= 1
                if missing[follower] == 0:
                    heapq.heappush(ready, follower)
        return order if len(order) == count else []


# %% wrong queue: some order, not the one that is asked for
from collections import deque


class Solution:
    def order_of_tasks(self, count, needs):
        after = [[] for _ in range(count)]
        missing = [0] * count
        for a, b in needs:
            after[b].append(a)
            missing[a] += 1
        ready = deque(t for t in range(count) if missing[t] == 0)
        order = []
        while ready:
            task = ready.popleft()
            order.append(task)
            for follower in after[task]:
                missing[follower] -= 1
                if missing[follower] == 0:
                    ready.append(follower)
        return order if len(order) == count else []


# %% wrong partial: lists what could be done where not all can
import heapq


class Solution:
    def order_of_tasks(self, count, needs):
        missing = [set() for _ in range(count)]
        for a, b in needs:
            missing[a].add(b)
        ready = [t for t in range(count) if not missing[t]]
        order = []
        while ready:
            task = heapq.heappop(ready)
            order.append(task)
            for t in range(count):
                if task in missing[t]:
                    missing[t].remove(task)
                    if not missing[t]:
                        heapq.heappush(ready, t)
        return order


# %% wrong repeated-need: counts a need that is listed twice once when it adds, twice when it takes
import heapq


class Solution:
    def order_of_tasks(self, count, needs):
        after = [[] for _ in range(count)]
        before = [set() for _ in range(count)]
        for a, b in needs:
            after[b].append(a)
            before[a].add(b)
        missing = [len(each) for each in before]
        ready = [t for t in range(count) if missing[t] == 0]
        order = []
        while ready:
            task = heapq.heappop(ready)
            order.append(task)
            for follower in after[task]:
                missing[follower] -= 1
                if missing[follower] == 0:
                    heapq.heappush(ready, follower)
        return order if len(order) == count else []


# %% wrong depth-first: after a walk in depth, from the smallest
class Solution:
    def order_of_tasks(self, count, needs):
        state, order = [0] * count, []

        def visit(task):
            if state[task] == 1:
                return False
            if state[task] == 0:
                state[task] = 1
                for b in sorted(b for a, b in needs if a == task):
                    if not visit(b):
                        return False
                state[task] = 2
                order.append(task)
            return True

        return order if all(visit(task) for task in range(count)) else []
