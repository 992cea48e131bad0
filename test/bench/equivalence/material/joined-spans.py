# function: Solution.join_spans

# %% inputs
def inputs(random):
    spans = []
    for _ in range(random.randint(0, 6)):
        start = random.randint(0, 20)
        spans.append([start, start + random.randint(0, 6)])
    return [spans]


# %% original
class Solution:
    def join_spans(self, spans):
        """
        Join spans that overlap or touch, and list what comes of it in order. The spans that are
        given stay as they are.

        :type spans: List[List[int]]
        :rtype: List[List[int]]

        Constraints:
            len(spans[i]) == 2
            0 <= spans[i][0] <= spans[i][1] <= 10^4
        """
        joined = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        return joined


# %% right two-orders: starts and ends sorted on their own
class Solution:
    def join_spans(self, spans):
        starts = sorted(span[0] for span in spans)
        ends = sorted(span[1] for span in spans)
        joined = []
        first = 0
        for i in range(len(spans)):
            if i == len(spans) - 1 or starts[i + 1] > ends[i]:
                joined.append([starts[first], ends[i]])
                first = i + 1
        return joined


# %% wrong touching: leaves spans apart that touch
class Solution:
    def join_spans(self, spans):
        joined = []
        for start, end in sorted(spans):
            if joined and start < joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        return joined


# %% wrong nested: a span inside another one shortens it
class Solution:
    def join_spans(self, spans):
        joined = []
        for start, end in sorted(spans, key=lambda span: span[0]):
            if not joined or joined[-1][1] < start:
                joined.append([start, end])
            else:
                joined[-1][1] = end
        return joined


# %% wrong changes-input: sorts the caller's list and grows its spans
class Solution:
    def join_spans(self, spans):
        spans.sort()
        joined = []
        for span in spans:
            if joined and span[0] <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], span[1])
            else:
                joined.append(span)
        return joined


# %% wrong not-sorted: relies on the order of the list
class Solution:
    def join_spans(self, spans):
        joined = []
        for start, end in spans:
            for other in joined:
                if start <= other[1] and other[0] <= end:
                    other[0], other[1] = min(other[0], start), max(other[1], end)
                    break
            else:
                joined.append([start, end])
        return sorted(joined)
