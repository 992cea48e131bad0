# function: Cache.get

# %% inputs
def inputs(random):
    calls = []
    for _ in range(random.randint(0, 8)):
        key = random.randint(0, 3)
        calls.append(random.choice([('get', key), ('put', key, random.randint(0, 9))]))
    return [Self('Cache', random.randint(1, 3), calls=calls), random.randint(0, 3)]


# %% original
class Cache:
    """Forgets what was not used for the longest time."""

    def __init__(self, capacity: int):
        self.capacity = capacity
        self.values = {}

    def get(self, key: int) -> int:
        if key not in self.values:
            return -1
        value = self.values.pop(key)
        self.values[key] = value
        return value

    def put(self, key: int, value: int) -> None:
        self.values.pop(key, None)
        if len(self.values) >= self.capacity > 0:
            del self.values[next(iter(self.values))]
        self.values[key] = value


# %% right tried: one look-up where it is there
class Cache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.values = {}

    def get(self, key: int) -> int:
        try:
            value = self.values.pop(key)
        except KeyError:
            return -1
        self.values[key] = value
        return value

    def put(self, key: int, value: int) -> None:
        self.values.pop(key, None)
        if len(self.values) >= self.capacity > 0:
            del self.values[next(iter(self.values))]
        self.values[key] = value


# %% wrong unused: getting does not count as use
class Cache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.values = {}

    def get(self, key: int) -> int:
        return self.values.get(key, -1)

    def put(self, key: int, value: int) -> None:
        self.values.pop(key, None)
        if len(self.values) >= self.capacity > 0:
            del self.values[next(iter(self.values))]
        self.values[key] = value


# %% wrong falsy: a value of 0 is taken for none
class Cache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.values = {}

    def get(self, key: int) -> int:
        value = self.values.pop(key, None)
        if not value:
            return -1
        self.values[key] = value
        return value

    def put(self, key: int, value: int) -> None:
        self.values.pop(key, None)
        if len(self.values) >= self.capacity > 0:
            del self.values[next(iter(self.values))]
        self.values[key] = value
