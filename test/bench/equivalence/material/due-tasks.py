# function: due_tasks

# %% inputs
def inputs(random):
    tasks = [
        (random.choice(['mail', 'call', 'pay', 'file']), random.randint(1, 4), random.randint(0, 9))
        for _ in range(random.randint(0, 7))
    ]
    return [tasks, random.randint(0, 10)]


# %% original
def due_tasks(tasks: list[tuple[str, int, int]], day: int) -> list[str]:
    """Names of the tasks whose last day has come, the most important first.

    A task is a name, how important it is (1 is the most), and its last day. Equally important ones
    stay in their order.
    """
    due = []
    for task in tasks:
        if task[2] <= day:
            due.append(task)
    due = sorted(due, key=lambda task: task[1])
    names = []
    for name, _, _ in due:
        names.append(name)
    return names


# %% right buckets: a list for each importance
def due_tasks(tasks, day):
    buckets = {}
    for name, importance, last in tasks:
        if last <= day:
            buckets.setdefault(importance, []).append(name)
    return [name for importance in sorted(buckets) for name in buckets[importance]]


# %% wrong heap: a heap does not keep the order of equal ones
import heapq


def due_tasks(tasks, day):
    heap = [(importance, name) for name, importance, last in tasks if last <= day]
    heapq.heapify(heap)
    return [heapq.heappop(heap)[1] for _ in range(len(heap))]


# %% wrong before: the last day itself does not count
def due_tasks(tasks, day):
    return [name for name, _, last in sorted(tasks, key=lambda task: task[1]) if last < day]


# %% wrong names-once: a name that occurs twice is listed once
def due_tasks(tasks, day):
    importance = {name: rank for name, rank, last in tasks if last <= day}
    return sorted(importance, key=importance.get)
