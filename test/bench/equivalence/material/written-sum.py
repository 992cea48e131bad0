# function: Solution.add

# %% inputs
def inputs(random):
    def number():
        size = random.choice([1, 1, 2, 4, 20])
        return str(random.randint(0, 10**size))

    return [number(), number()]


# %% original
class Solution:
    def add(self, a, b):
        """
        Add two whole numbers that are written in decimal digits.

        :type a: str
        :type b: str
        :rtype: str

        Constraints:
            1 <= len(a), len(b) <= 1000
            a and b consist of digits only, without leading zeros except for "0" itself.
        """
        digits = ''
        carry = 0
        i, j = len(a) - 1, len(b) - 1
        while i >= 0 or j >= 0 or carry:
            total = carry
            if i >= 0:
                total += int(a[i])
            if j >= 0:
                total += int(b[j])
            digits = str(total % 10) + digits
            carry = total // 10
            i -= 1
            j -= 1
        return digits


# %% right whole-numbers: Python's own numbers are large enough
class Solution:
    def add(self, a, b):
        return str(int(a) + int(b))


# %% wrong doubles: doubles are not
class Solution:
    def add(self, a, b):
        return str(int(float(a) + float(b)))


# %% wrong last-carry: the last carry is lost
class Solution:
    def add(self, a, b):
        size = max(len(a), len(b))
        carry, digits = 0, []
        for x, y in zip(reversed(a.zfill(size)), reversed(b.zfill(size))):
            carry, digit = divmod(int(x) + int(y) + carry, 10)
            digits.append(str(digit))
        return ''.join(reversed(digits))


# %% wrong shorter: ends with the shorter number
class Solution:
    def add(self, a, b):
        carry, digits = 0, []
        pairs = list(zip(a[::-1], b[::-1]))
        for x, y in pairs:
            carry, digit = divmod(int(x) + int(y) + carry, 10)
            digits.append(str(digit))
        rest = a[: len(a) - len(pairs)] or b[: len(b) - len(pairs)]
        if carry:
            rest = str(int(rest[-1:] or 0) + 1) if len(rest) < 2 else rest[:-1] + str(int(rest[-1]) + 1)
        return rest + ''.join(reversed(digits))


# %% wrong leading-zero: keeps a place for a carry that there is none of
class Solution:
    def add(self, a, b):
        size = max(len(a), len(b)) + 1
        digits, carry = [], 0
        for x, y in zip(a.zfill(size)[::-1], b.zfill(size)[::-1]):
            carry, digit = divmod(ord(x) + ord(y) - 96 + carry, 10)
            digits.append(str(digit))
        text = ''.join(reversed(digits))
        return text[1:] if text[0] == '0' and len(text) > 2 else text
