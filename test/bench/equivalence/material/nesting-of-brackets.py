# function: depth

# %% inputs
def inputs(random):
    text, level = "", 0
    for _ in range(random.randint(0, 12)):
        if level and random.random() < 0.5:
            text, level = text + ")", level - 1
        else:
            text, level = text + "(", level + 1
    return [text + ")" * level]


# %% original
def depth(text):
    """How deep do brackets stand within brackets?

    Note: text consists of '(' and ')' and is a valid parentheses string.
    """
    stack, deepest = [], 0
    for character in text:
        if character == "(":
            stack.append(character)
            deepest = max(deepest, len(stack))
        elif stack:
            stack.pop()
    return deepest


# %% right level: counts up and down
def depth(text):
    level = deepest = 0
    for character in text:
        level += 1 if character == "(" else -1
        deepest = max(deepest, level)
    return deepest
