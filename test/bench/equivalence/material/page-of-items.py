# function: page

# %% inputs
def inputs(random):
    items = [random.choice('pqrst') for _ in range(random.randint(0, 9))]
    return [items, random.randint(1, 5), random.randint(1, 4)]


# %% original
def page(items: list[str], number: int, size: int = 3) -> tuple[list[str], int]:
    """The items of a page, and how many pages there are. Pages count from 1.

    size >= 1

    Raises IndexError for a page that does not exist; the first page always exists.
    """
    pages = (len(items) + size - 1) // size
    if number < 1 or number > max(pages, 1):
        raise IndexError('no such page')
    start = (number - 1) * size
    return items[start : start + size], pages


# %% right chunks: cut everything into pages
def page(items, number, size=3):
    chunks = [items[i : i + size] for i in range(0, len(items), size)]
    if number < 1:
        raise IndexError(number)
    if number == 1 and not chunks:
        return [], 0
    return chunks[number - 1], len(chunks)


# %% wrong one-page-more: a page more where the last one is full
def page(items, number, size=3):
    pages = len(items) // size + 1
    if not 1 <= number <= pages:
        raise IndexError(number)
    return items[(number - 1) * size : number * size], pages


# %% wrong no-page: an empty page where there is none
def page(items, number, size=3):
    return items[(number - 1) * size : number * size], -(-len(items) // size)
