# function: highest

# %% inputs
def inputs(random):
    moves = [random.choice("UD") for _ in range(random.randint(0, 12))]
    return [moves, random.randint(1, 5)]


# %% original
from typing import Annotated, Literal

from pydantic import Field


def highest(moves: list[Literal["U", "D"]], step: Annotated[int, Field(ge=1, le=50)]) -> int:
    """The highest place on a way of steps up and down that begins at 0."""
    place, top = 0, 0
    for move in moves:
        place = place + step if move == "U" else place - step
        if place > top:
            top = place
    return top


# %% right levels: counts steps, and multiplies at the end
def highest(moves, step):
    level = top = 0
    for move in moves:
        level += 1 if move == "U" else -1
        top = max(top, level)
    return top * step
