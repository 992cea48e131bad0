# function: Solution.rooms_needed

# %% inputs
def inputs(random):
    meetings = []
    for _ in range(random.randint(0, 7)):
        start = random.randint(0, 12)
        meetings.append([start, start + random.randint(1, 6)])
    return [meetings]


# %% original
class Solution:
    def rooms_needed(self, meetings):
        """
        How many rooms do these meetings need? A room is free again at the minute when its meeting
        ends.

        :type meetings: List[List[int]]
        :rtype: int

        Constraints:
            len(meetings[i]) == 2
            0 <= meetings[i][0] < meetings[i][1] <= 10^6
        """
        rooms = []
        for start, end in sorted(meetings):
            for i in range(len(rooms)):
                if rooms[i] <= start:
                    rooms[i] = end
                    break
            else:
                rooms.append(end)
        return len(rooms)


# %% right heap: the room that is free first
import heapq


class Solution:
    def rooms_needed(self, meetings):
        ends = []
        for start, end in sorted(meetings):
            if ends and ends[0] <= start:
                heapq.heapreplace(ends, end)
            else:
                heapq.heappush(ends, end)
        return len(ends)


# %% right events: comings and goings in order
class Solution:
    def rooms_needed(self, meetings):
        events = sorted([(s, 1) for s, _ in meetings] + [(e, -1) for _, e in meetings])
        best = now = 0
        for _, change in events:
            now += change
            best = max(best, now)
        return best


# %% wrong comings-first: whoever comes at the end of a meeting needs another room
class Solution:
    def rooms_needed(self, meetings):
        events = sorted([(s, 0, 1) for s, _ in meetings] + [(e, 1, -1) for _, e in meetings])
        best = now = 0
        for _, _, change in events:
            now += change
            best = max(best, now)
        return best


# %% wrong neighbours: compares a meeting with the one before it alone
class Solution:
    def rooms_needed(self, meetings):
        if not meetings:
            return 0
        ordered = sorted(meetings)
        best = now = 1
        for (_, end), (start, _) in zip(ordered, ordered[1:]):
            now = now + 1 if start < end else 1
            best = max(best, now)
        return best


# %% wrong at-least-one: a room for no meeting
import heapq


class Solution:
    def rooms_needed(self, meetings):
        meetings = sorted(meetings)
        ends = [0]
        for start, end in meetings:
            if ends[0] <= start:
                heapq.heappop(ends)
            heapq.heappush(ends, end)
        return len(ends)
