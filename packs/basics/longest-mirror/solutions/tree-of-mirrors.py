# Grow a tree of all different mirrors, letter by letter; each knows the longest at its end.
# time O(n), memory O(n)


def longest_mirror(text):
    lengths = [-1, 0]
    shorter = [0, 0]
    longer = [{}, {}]
    last = 1
    for i, letter in enumerate(text):
        while i - lengths[last] - 1 < 0 or text[i - lengths[last] - 1] != letter:
            last = shorter[last]
        if letter in longer[last]:
            last = longer[last][letter]
            continue
        length = lengths[last] + 2
        link = 1
        if length > 1:
            link = shorter[last]
            while text[i - lengths[link] - 1] != letter:
                link = shorter[link]
            link = longer[link][letter]
        longer[last][letter] = last = len(lengths)
        lengths.append(length)
        shorter.append(link)
        longer.append({})
    return max(lengths)
