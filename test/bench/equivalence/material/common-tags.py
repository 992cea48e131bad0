# function: common_tags

# %% inputs
def inputs(random):
    return [[random.sample(['x', 'y', 'z', 'w'], random.randint(0, 4)) for _ in range(random.randint(0, 4))]]


# %% original
def common_tags(articles: list[list[str]]) -> set[str]:
    """Tags that all of the articles have; none without an article."""
    common = set()
    if len(articles) == 0:
        return common
    for tag in articles[0]:
        is_everywhere = True
        for article in articles:
            if tag not in article:
                is_everywhere = False
                break
        if is_everywhere:
            common.add(tag)
    return common


# %% right intersection: sets do it
def common_tags(articles):
    return set.intersection(*map(set, articles)) if articles else set()


# %% wrong list: a list in place of a set
def common_tags(articles):
    if not articles:
        return []
    return sorted(set(articles[0]).intersection(*articles[1:]))


# %% wrong some: tags of two articles or more
from collections import Counter


def common_tags(articles):
    counts = Counter(tag for article in articles for tag in set(article))
    return {tag for tag, count in counts.items() if count > 1}


# %% wrong no-article: fails without an article
def common_tags(articles):
    return set.intersection(*(set(article) for article in articles))
