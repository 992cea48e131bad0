# function: Account.withdraw

# %% inputs
def inputs(random):
    calls = [
        (random.choice(['deposit', 'withdraw']), random.randint(1, 60))
        for _ in range(random.randint(0, 5))
    ]
    made = Self('Account', 'ada', random.randint(0, 100), limit=random.randint(0, 30), calls=calls)
    return [made, random.randint(-5, 120)]


# %% original
class Overdrawn(Exception):
    pass


class Account:
    def __init__(self, owner: str, balance: int = 0, *, limit: int = 0):
        self.owner = owner
        self.balance = balance
        self.limit = limit
        self.moves = []

    def deposit(self, amount: int) -> None:
        if amount <= 0:
            raise ValueError('amount')
        self.balance += amount
        self.moves.append(amount)

    def withdraw(self, amount: int) -> int:
        """The balance that is left. Raises Overdrawn where it would fall below the limit."""
        if amount <= 0:
            raise ValueError('amount')
        if self.balance - amount < -self.limit:
            raise Overdrawn(amount)
        self.balance -= amount
        self.moves.append(-amount)
        return self.balance


# %% right left-first: computes what is left before
class Overdrawn(Exception):
    pass


class Account:
    def __init__(self, owner: str, balance: int = 0, *, limit: int = 0):
        self.owner = owner
        self.balance = balance
        self.limit = limit
        self.moves = []

    def deposit(self, amount: int) -> None:
        if amount <= 0:
            raise ValueError('amount')
        self.balance += amount
        self.moves.append(amount)

    def withdraw(self, amount: int) -> int:
        if amount <= 0:
            raise ValueError('amount')
        left = self.balance - amount
        if left + self.limit < 0:
            raise Overdrawn(amount)
        self.moves.append(-amount)
        self.balance = left
        return left


# %% wrong to-the-limit: what just reaches the limit is refused
class Overdrawn(Exception):
    pass


class Account:
    def __init__(self, owner: str, balance: int = 0, *, limit: int = 0):
        self.owner = owner
        self.balance = balance
        self.limit = limit
        self.moves = []

    def deposit(self, amount: int) -> None:
        if amount <= 0:
            raise ValueError('amount')
        self.balance += amount
        self.moves.append(amount)

    def withdraw(self, amount: int) -> int:
        if amount <= 0:
            raise ValueError('amount')
        if self.balance - amount <= -self.limit:
            raise Overdrawn(amount)
        self.balance -= amount
        self.moves.append(-amount)
        return self.balance


# %% wrong too-early: what is refused has been noted
class Overdrawn(Exception):
    pass


class Account:
    def __init__(self, owner: str, balance: int = 0, *, limit: int = 0):
        self.owner = owner
        self.balance = balance
        self.limit = limit
        self.moves = []

    def deposit(self, amount: int) -> None:
        if amount <= 0:
            raise ValueError('amount')
        self.balance += amount
        self.moves.append(amount)

    def withdraw(self, amount: int) -> int:
        if amount <= 0:
            raise ValueError('amount')
        self.moves.append(-amount)
        if self.balance - amount < -self.limit:
            raise Overdrawn(amount)
        self.balance -= amount
        return self.balance


# %% wrong other-error: raises what callers do not catch
class Overdrawn(Exception):
    pass


class Account:
    def __init__(self, owner: str, balance: int = 0, *, limit: int = 0):
        self.owner = owner
        self.balance = balance
        self.limit = limit
        self.moves = []

    def deposit(self, amount: int) -> None:
        if amount <= 0:
            raise ValueError('amount')
        self.balance += amount
        self.moves.append(amount)

    def withdraw(self, amount: int) -> int:
        if amount <= 0 or self.balance - amount < -self.limit:
            raise ValueError('amount')
        self.balance -= amount
        self.moves.append(-amount)
        return self.balance
