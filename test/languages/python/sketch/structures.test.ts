import { beforeAll, expect, test } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { sketchOf } from './sketching.ts';

beforeAll(() => loadGrammar('python'));

const classes = `
class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next

class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right

class BSTNode:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

class Heap:
    """A node of a max-heap."""
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right
`;

const one = (text: string, head = 'def f(root: TreeNode, k: int)'): string =>
  `${head}:\n    """${text}"""\n    return root\n`;
const list = (text: string, name = 'f'): string =>
  one(text, `def ${name}(head: ListNode, other: ListNode)`);
const lists = (text: string): string => one(text, 'def f(lists: list[ListNode])');
const called = (name: string): string => one('', `def ${name}(root: TreeNode, k: int)`);

test.each<[source: string, said: readonly string[]]>([
  [one('Return the kth smallest value of a binary search tree.'), ['root: search tree']],
  [one('Given the root of a BST and an integer k, return the k-th value.'), ['root: search tree']],
  [one('Insert k into a binary search tree and return its root.'), ['root: search tree']],
  [one('Search for k in the BST rooted at root.'), ['root: search tree']],
  [one('Whether k is in a BST.'), ['root: search tree']],
  [one('Check if k is in the BST.'), ['root: search tree']],
  [one('Delete k from the BST, keeping the BST property.'), ['root: search tree']],
  [one('Return the root of the BST after k was removed.'), ['root: search tree']],
  [one('It is guaranteed that root is a binary search tree.'), ['root: search tree']],
  [one('The values.\n\n    Args:\n        root: root of a BST\n'), ['root: search tree']],
  [one('Height of a balanced binary search tree.'), ['root: search tree', 'root: balanced']],
  [one('Count the nodes of a complete binary tree.'), ['root: complete']],
  [one('The largest of a max-heap given as a tree.'), ['root: max heap']],
  [one('Return True if the tree is a valid binary search tree.'), []],
  [one('Check whether the tree is a BST.'), []],
  [one('Validate a binary search tree.'), []],
  [one('Check that the tree satisfies the properties of a BST.'), []],
  [one('Convert the tree to a BST.'), []],
  [one('Turn the tree into a balanced binary search tree.'), []],
  [one('Size of the largest BST in a binary tree.'), []],
  [one('Two nodes of a BST were swapped by mistake: recover it.'), []],
  [one('Return a balanced BST with the same values.'), []],
  [called('search_bst'), ['root: search tree']],
  [called('kthSmallestInBST'), ['root: search tree']],
  [called('is_valid_bst'), []],
  [called('isBST'), []],
  [called('to_bst'), []],
  [one('Check it.', 'def is_bst(bst: TreeNode)'), []],
  ['def smallest(bst: TreeNode):\n    return bst\n', ['bst: search tree']],
  ['def find(root: BSTNode, key):\n    return root\n', ['root: search tree']],
  ['def is_valid(root: BSTNode):\n    """Whether it is a valid BST."""\n    return root\n', []],
  ['def top(root: Heap):\n    return root.key\n', ['root: max heap']],
  [list('Merge two sorted linked lists into one.'), ['head: sorted', 'other: sorted']],
  [list('', 'merge_sorted_lists'), ['head: sorted', 'other: sorted']],
  [list('', 'merge_sorted'), ['head: sorted', 'other: sorted']],
  [
    list('Merge two linked lists sorted in descending order.'),
    ['head: descending', 'other: descending'],
  ],
  [list('head is sorted in ascending order.'), ['head: sorted']],
  [list('Return a sorted linked list of both.'), []],
  [list('Sort the linked list.'), []],
  [list('Return True if the linked list is sorted.'), []],
  [list('Turn it into a sorted list.'), []],
  [lists('Merge k sorted linked lists and return one sorted list.'), ['lists[]: sorted']],
  [lists('Each list of lists is sorted in ascending order.'), ['lists[]: sorted']],
  [list('The lists have no cycles.'), ['head: acyclic', 'other: acyclic']],
  [list('Return None if there is no cycle.'), []],
])('%s', (source, said) => {
  const name = /^def (\w+)/m.exec(source)?.[1] ?? '';
  const { constraints } = sketchOf(`${classes}\n${source}`, name);
  const structures = constraints.flatMap(({ says }) => {
    if (says.kind !== 'structure') return [];
    const { of } = says;
    const path = of.kind === 'each' && of.of.kind === 'parameter' ? `${of.of.name}[]` : '';
    return [`${of.kind === 'parameter' ? of.name : path}: ${says.is}`];
  });
  expect(structures.toSorted()).toEqual([...said].toSorted());
});
