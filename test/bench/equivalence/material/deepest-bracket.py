# function: Solution.deepest

# %% inputs
def inputs(random):
    if random.random() < 0.15:
        depth = random.randint(1000, 1300)
        return ['(' * depth + ')' * depth]
    return [''.join(random.choice('(()))a') for _ in range(random.randint(0, 10)))]


# %% original
class Solution:
    def deepest(self, text):
        """
        How deep brackets are nested in a text; -1 where they do not match.

        :type text: str
        :rtype: int
        """
        depth = best = 0
        for i in range(len(text)):
            if text[i] == '(':
                depth += 1
                best = max(best, depth)
            elif text[i] == ')':
                depth -= 1
                if depth < 0:
                    return -1
        return best if depth == 0 else -1


# %% right stack: places of what is open
class Solution:
    def deepest(self, text):
        opened, best = [], 0
        for place, character in enumerate(text):
            if character == '(':
                opened.append(place)
                best = max(best, len(opened))
            elif character == ')':
                if not opened:
                    return -1
                opened.pop()
        return -1 if opened else best


# %% wrong recursion: one call for each level
class Solution:
    def deepest(self, text):
        place = 0

        def group():
            nonlocal place
            best = 0
            while place < len(text):
                character = text[place]
                place += 1
                if character == ')':
                    return best
                if character == '(':
                    before = place
                    best = max(best, 1 + group())
                    if text[place - 1] != ')' or place == before:
                        raise ValueError
            return best

        if text.count('(') != text.count(')'):
            return -1
        depth = 0
        for character in text:
            depth += (character == '(') - (character == ')')
            if depth < 0:
                return -1
        return group()


# %% wrong unclosed: what stays open is not looked for
class Solution:
    def deepest(self, text):
        depth = best = 0
        for character in text:
            if character == '(':
                depth += 1
                best = max(best, depth)
            elif character == ')':
                depth -= 1
                if depth < 0:
                    return -1
        return best


# %% wrong counts: as many of one as of the other
class Solution:
    def deepest(self, text):
        if text.count('(') != text.count(')'):
            return -1
        depth = best = 0
        for character in text:
            depth += (character == '(') - (character == ')')
            best = max(best, depth)
        return best
