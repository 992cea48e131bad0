# function: Line.take

# %% inputs
def inputs(random):
    calls = []
    for _ in range(random.randint(1, 10)):
        calls.append(('join', random.choice('abc')) if random.random() < 0.6 else ('take',))
    return [Self('Line', calls=calls)]


# %% original
class Line:
    """First come, first served, by two stacks."""

    def __init__(self):
        self.coming = []
        self.going = []

    def join(self, name: str) -> None:
        self.coming.append(name)

    def take(self):
        if not self.going:
            while self.coming:
                self.going.append(self.coming.pop())
        return self.going.pop() if self.going else None


# %% right turned: all at once
class Line:
    def __init__(self):
        self.coming = []
        self.going = []

    def join(self, name: str) -> None:
        self.coming.append(name)

    def take(self):
        if not self.going:
            self.going.extend(reversed(self.coming))
            self.coming.clear()
        return self.going.pop() if self.going else None


# %% wrong mixed: those who came later get before those who wait
class Line:
    def __init__(self):
        self.coming = []
        self.going = []

    def join(self, name: str) -> None:
        self.coming.append(name)

    def take(self):
        while self.coming:
            self.going.append(self.coming.pop())
        return self.going.pop() if self.going else None


# %% wrong same-order: the last one is served first
class Line:
    def __init__(self):
        self.coming = []
        self.going = []

    def join(self, name: str) -> None:
        self.coming.append(name)

    def take(self):
        if not self.going:
            self.going.extend(self.coming)
            self.coming.clear()
        return self.going.pop() if self.going else None
