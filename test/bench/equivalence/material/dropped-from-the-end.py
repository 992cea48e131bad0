# function: Solution.drop

# %% inputs
def inputs(random):
    count = random.randint(1, 7)
    values = [random.randint(0, 9) for _ in range(count)]
    return [chain('ListNode', values), random.randint(1, count)]


# %% original
from typing import Optional


class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


class Solution:
    def drop(self, head: Optional[ListNode], n: int) -> Optional[ListNode]:
        """Without the n-th node from the end; n is at least 1 and at most the number of nodes."""
        count = 0
        node = head
        while node:
            count += 1
            node = node.next
        if n > count or n < 1:
            raise ValueError(n)
        if n == count:
            return head.next
        node = head
        for _ in range(count - n - 1):
            node = node.next
        node.next = node.next.next
        return head


# %% right two-fingers: the second one starts n nodes later
from typing import Optional


class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


class Solution:
    def drop(self, head: Optional[ListNode], n: int) -> Optional[ListNode]:
        if n < 1:
            raise ValueError(n)
        ahead = head
        for _ in range(n):
            if ahead is None:
                raise ValueError(n)
            ahead = ahead.next
        if ahead is None:
            return head.next
        behind = head
        while ahead.next:
            ahead = ahead.next
            behind = behind.next
        behind.next = behind.next.next
        return head


# %% wrong never-the-first: the first node stays where it is to go
from typing import Optional


class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


class Solution:
    def drop(self, head: Optional[ListNode], n: int) -> Optional[ListNode]:
        nodes = []
        node = head
        while node:
            nodes.append(node)
            node = node.next
        if n > len(nodes) or n < 1:
            raise ValueError(n)
        if len(nodes) > n:
            nodes[-n - 1].next = nodes[-n].next
        return head


# %% wrong from-the-front: counts from the wrong end
from typing import Optional


class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


class Solution:
    def drop(self, head: Optional[ListNode], n: int) -> Optional[ListNode]:
        nodes = []
        node = head
        while node:
            nodes.append(node)
            node = node.next
        if n > len(nodes) or n < 1:
            raise ValueError(n)
        if n == 1:
            return head.next
        nodes[n - 2].next = nodes[n - 1].next
        return head
