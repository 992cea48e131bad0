# function: Words.count

# %% inputs
def inputs(random):
    word = lambda: ''.join(random.choice('ab') for _ in range(random.randint(0, 3)))
    calls = [('add', word()) for _ in range(random.randint(0, 6))]
    return [Self('Words', calls=calls), word()]


# %% original
class Letter:
    def __init__(self):
        self.children = {}
        self.ends = 0


class Words:
    def __init__(self):
        self.root = Letter()

    def add(self, word: str) -> None:
        letter = self.root
        for character in word:
            if character not in letter.children:
                letter.children[character] = Letter()
            letter = letter.children[character]
        letter.ends += 1

    def count(self, beginning: str) -> int:
        """How many words begin so, each as often as it was added."""
        letter = self.root
        for character in beginning:
            if character not in letter.children:
                return 0
            letter = letter.children[character]
        total = 0
        pending = [letter]
        while pending:
            letter = pending.pop()
            total += letter.ends
            pending.extend(letter.children.values())
        return total


# %% right by-row: goes level by level
class Letter:
    def __init__(self):
        self.children = {}
        self.ends = 0


class Words:
    def __init__(self):
        self.root = Letter()

    def add(self, word: str) -> None:
        letter = self.root
        for character in word:
            if character not in letter.children:
                letter.children[character] = Letter()
            letter = letter.children[character]
        letter.ends += 1

    def count(self, beginning: str) -> int:
        letter = self.root
        for character in beginning:
            letter = letter.children.get(character)
            if letter is None:
                return 0
        level, total = [letter], 0
        while level:
            total += sum(each.ends for each in level)
            level = [child for each in level for child in each.children.values()]
        return total


# %% wrong once-each: words that were added twice count once
class Letter:
    def __init__(self):
        self.children = {}
        self.ends = 0


class Words:
    def __init__(self):
        self.root = Letter()

    def add(self, word: str) -> None:
        letter = self.root
        for character in word:
            if character not in letter.children:
                letter.children[character] = Letter()
            letter = letter.children[character]
        letter.ends += 1

    def count(self, beginning: str) -> int:
        letter = self.root
        for character in beginning:
            letter = letter.children.get(character)
            if letter is None:
                return 0
        level, total = [letter], 0
        while level:
            total += sum(each.ends > 0 for each in level)
            level = [child for each in level for child in each.children.values()]
        return total


# %% wrong longer-only: the beginning itself is no word
class Letter:
    def __init__(self):
        self.children = {}
        self.ends = 0


class Words:
    def __init__(self):
        self.root = Letter()

    def add(self, word: str) -> None:
        letter = self.root
        for character in word:
            if character not in letter.children:
                letter.children[character] = Letter()
            letter = letter.children[character]
        letter.ends += 1

    def count(self, beginning: str) -> int:
        letter = self.root
        for character in beginning:
            letter = letter.children.get(character)
            if letter is None:
                return 0
        level, total = list(letter.children.values()), 0
        while level:
            total += sum(each.ends for each in level)
            level = [child for each in level for child in each.children.values()]
        return total
