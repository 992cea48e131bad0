# function: Solution.is_closed

# %% inputs
def inputs(random):
    kind = random.random()
    if kind < 0.3:
        pairs = [random.choice(['()', '[]', '{}']) for _ in range(random.randint(2, 3))]
        places = sorted((random.random(), i) for i in range(len(pairs)) for _ in range(2))
        met = set()
        return [''.join(pairs[i][i in met or bool(met.add(i))] for _, i in places)]
    if kind < 0.6:
        return [''.join(random.choice('()[]{}') for _ in range(random.randint(0, 6)))]

    def closed(depth):
        if depth == 0 or random.random() < 0.3:
            return ''
        pair = random.choice(['()', '[]', '{}'])
        return pair[0] + closed(depth - 1) + pair[1] + closed(depth - 1)

    return [closed(3)]


# %% original
class Solution:
    def is_closed(self, s):
        """
        Whether every bracket is closed by one of its own kind, in the right order.

        :type s: str
        :rtype: bool

        Constraints:
            s consists of the characters '()[]{}' only.
        """
        while '()' in s or '[]' in s or '{}' in s:
            s = s.replace('()', '').replace('[]', '').replace('{}', '')
        return s == ''


# %% right stack: a stack of what is expected
class Solution:
    def is_closed(self, s):
        expected = []
        closing = {'(': ')', '[': ']', '{': '}'}
        for c in s:
            if c in closing:
                expected.append(closing[c])
            elif not expected or expected.pop() != c:
                return False
        return not expected


# %% wrong counts: compares numbers of brackets
class Solution:
    def is_closed(self, s):
        return all(s.count(a) == s.count(b) for a, b in ['()', '[]', '{}'])


# %% wrong left-open: what is still open at the end counts as closed
class Solution:
    def is_closed(self, s):
        stack = []
        pairs = {')': '(', ']': '[', '}': '{'}
        for c in s:
            if c in pairs:
                if not stack or stack.pop() != pairs[c]:
                    return False
            else:
                stack.append(c)
        return True


# %% wrong pops-empty: fails where nothing is open
class Solution:
    def is_closed(self, s):
        stack = []
        pairs = {')': '(', ']': '[', '}': '{'}
        for c in s:
            if c not in pairs:
                stack.append(c)
            elif stack.pop() != pairs[c]:
                return False
        return len(stack) == 0


# %% wrong depths: a depth for each kind of bracket
class Solution:
    def is_closed(self, s):
        depth = {'(': 0, '[': 0, '{': 0}
        opening = {')': '(', ']': '[', '}': '{'}
        for c in s:
            if c in depth:
                depth[c] += 1
            else:
                depth[opening[c]] -= 1
                if depth[opening[c]] < 0:
                    return False
        return not any(depth.values())
