# function: ways

# %% inputs
def inputs(random):
    n = random.randint(1, 8)
    names = list(range(n))
    random.shuffle(names)
    edges = [[names[i], names[random.randrange(i)]] for i in range(1, n)]
    return [n, edges]


# %% original
def ways(n, edges):
    """
    For each node of a tree, add up how many edges lie between it and every other node.

    :type n: int
    :type edges: List[List[int]]
    :rtype: List[int]

    Constraints:
    - 1 <= n <= 3 * 10^4
    - edges.length == n - 1
    - edges[i].length == 2
    - edges[i] = [a_i, b_i]
    - 0 <= a_i, b_i < n
    - a_i != b_i
    - The given input represents a valid tree.
    """
    beside = [[] for _ in range(n)]
    for a, b in edges:
        beside[a].append(b)
        beside[b].append(a)
    sums = []
    for start in range(n):
        far = {start: 0}
        queue = [start]
        for node in queue:
            for other in beside[node]:
                if other not in far:
                    far[other] = far[node] + 1
                    queue.append(other)
        sums.append(sum(far.values()))
    return sums


# %% right rerooted: a child is nearer to those below it and farther from the rest
def ways(n, edges):
    beside = [[] for _ in range(n)]
    for a, b in edges:
        beside[a].append(b)
        beside[b].append(a)
    parent, order, depth = [-1] * n, [0], [0] * n
    for node in order:
        for other in beside[node]:
            if other != parent[node]:
                parent[other] = node
                depth[other] = depth[node] + 1
                order.append(other)
    below = [1] * n
    for node in reversed(order[1:]):
        below[parent[node]] += below[node]
    sums = [sum(depth)] * n
    for node in order[1:]:
        sums[node] = sums[parent[node]] + n - 2 * below[node]
    return sums
