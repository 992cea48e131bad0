# Sort both lists, and walk through the words once with the open beginnings on a stack.
# time O(n log n + m log m), memory O(n + m)


def count_prefix_pairs(words, beginnings):
    starts = sorted(beginnings)
    stack = []
    count = i = 0
    for word in sorted(words):
        while i < len(starts) and starts[i] <= word:
            while stack and not starts[i].startswith(stack[-1]):
                stack.pop()
            stack.append(starts[i])
            i += 1
        while stack and not word.startswith(stack[-1]):
            stack.pop()
        count += len(stack)
    return count
