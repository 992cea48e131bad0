# Compare pieces with their mirrors by fingerprints, and halve the range of each reach.
# time O(n log n), memory O(n)

PRIME = (1 << 61) - 1
BASE = 911_382_323


def longest_mirror(text):
    size = len(text)
    forth, back, powers = [0], [0], [1]
    for letter, other in zip(text, reversed(text)):
        forth.append((forth[-1] * BASE + ord(letter)) % PRIME)
        back.append((back[-1] * BASE + ord(other)) % PRIME)
        powers.append(powers[-1] * BASE % PRIME)

    def is_mirror(start, end):
        length = end - start
        one = forth[end] - forth[start] * powers[length]
        other = back[size - start] - back[size - end] * powers[length]
        return (one - other) % PRIME == 0

    best = 0
    for middle in range(size):
        for width in (1, 2):
            low, high = 0, min(middle + 1, size - middle - width + 1)
            while low < high:
                reach = (low + high + 1) // 2
                if is_mirror(middle + 1 - reach, middle + width - 1 + reach):
                    low = reach
                else:
                    high = reach - 1
            if low:
                best = max(best, 2 * low + width - 2)
    return best
