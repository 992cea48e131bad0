# function: LeastStack.pop

# %% inputs
def inputs(random):
    calls = []
    for _ in range(random.randint(1, 9)):
        calls.append(('push', random.randint(0, 3)) if random.random() < 0.7 else ('pop',))
    return [Self('LeastStack', calls=calls)]


# %% original
class LeastStack:
    """A stack that knows the least of its items."""

    def __init__(self):
        self.items = []
        self.least = []

    def push(self, item: int) -> None:
        self.items.append(item)
        if not self.least or item <= self.least[-1]:
            self.least.append(item)

    def pop(self) -> int:
        if not self.items:
            raise IndexError('empty')
        item = self.items.pop()
        if item == self.least[-1]:
            self.least.pop()
        return item


# %% right compared-first: looks before it takes
class LeastStack:
    def __init__(self):
        self.items = []
        self.least = []

    def push(self, item: int) -> None:
        self.items.append(item)
        if not self.least or item <= self.least[-1]:
            self.least.append(item)

    def pop(self) -> int:
        if not self.items:
            raise IndexError('empty')
        if self.items[-1] == self.least[-1]:
            self.least.pop()
        return self.items.pop()


# %% wrong all-equal: takes away all that are equal
class LeastStack:
    def __init__(self):
        self.items = []
        self.least = []

    def push(self, item: int) -> None:
        self.items.append(item)
        if not self.least or item <= self.least[-1]:
            self.least.append(item)

    def pop(self) -> int:
        if not self.items:
            raise IndexError('empty')
        item = self.items.pop()
        while self.least and item == self.least[-1]:
            self.least.pop()
        return item


# %% wrong kept: the least one stays known
class LeastStack:
    def __init__(self):
        self.items = []
        self.least = []

    def push(self, item: int) -> None:
        self.items.append(item)
        if not self.least or item <= self.least[-1]:
            self.least.append(item)

    def pop(self) -> int:
        if not self.items:
            raise IndexError('empty')
        return self.items.pop()
