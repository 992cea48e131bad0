import { expect, describe, it } from 'vitest';
import { showCall } from '../../daemon/cases/show-call.ts';
import { show } from '../../daemon/cases/show.ts';
import type { Value } from '../../protocol/cases.ts';

const one = { $float: 1 };

describe('objects that are shown', () => {
  const chain = (count: number): Value => {
    let head: Value = null;
    for (let index = count; index > 0; index--)
      head = object('m.Node', [{ val: index, next: head }]);
    return head;
  };
  it.each<[Value, string]>([
    [object('shapes.Circle', [{ r: one }]), 'Circle(r=1.0)'],
    [object('collections.deque', [1, 2]), 'deque([1, 2])'],
    [object('collections.deque', { items: [1], maxlen: 3 }), 'deque([1], maxlen=3)'],
    [object('collections.Counter', [{ a: 2 }, {}]), 'Counter({"a": 2})'],
    [object('m.Color', [1, 'RED']), 'Color.RED'],
    [object('m.Pair', [{ $tuple: [1, [2]] }]), 'Pair(1, [2])'],
    [object('m.Row', [[1], { name: 'x' }]), 'Row([1], name="x")'],
    [object('ValueError', { $tuple: ['a', 1] }), 'ValueError("a", 1)'],
    [object('pathlib.PosixPath', '/a'), 'PosixPath("/a")'],
    [object('complex', [one, one]), 'complex(1.0, 1.0)'],
    [object('type', 'm.Circle'), 'm.Circle'],
    [object('object', ''), 'object()'],
    [object('_io.TextIOWrapper', "<_io.TextIOWrapper name='x'>"), "<_io.TextIOWrapper name='x'>"],
    [
      twin(1, twin(2, null, { $ref: 0 }), null),
      'Twin(value=1, next=Twin(value=2, next=null, prev=<met before>), prev=null)',
    ],
    [chain(3), 'Node(val=1, next=Node(val=2, next=Node(val=3, next=null)))'],
    [
      chain(50),
      'Node(val=1, next=Node(val=2, next=Node(val=3, next=Node(val=4, next=… 46 more))))',
    ],
    [
      { $new: { type: 'm.Point', args: [1], kwargs: { y: 2 }, calls: [['move', [3]]] } },
      'Point(1, y=2) after move(3)',
    ],
    [
      {
        $graph: [
          { $new: { type: 'Node', args: [1], set: { next: { $node: 1 } } } },
          { $new: { type: 'Node', args: [2], set: { next: { $node: 0 } } } },
        ],
      },
      'Node(1, next=Node(2, next=<back to the 1st>))',
    ],
  ])('%j is shown as %s', (value, text) => {
    expect(show(value)).toBe(text);
  });

  it('are shown in a call', () => {
    const self = object('m.Circle', [{ r: one }]);
    const call = { init: null, args: [2], kwargs: { scale: 3 } };
    expect(showCall({ ...call, self }, 'Circle.area')).toBe('Circle(r=1.0).area(2, scale=3)');
    const pushed: Value = { $new: { type: 'Stack', args: [], calls: [['push', [1]]] } };
    expect(showCall({ init: null, args: [], kwargs: {}, self: pushed }, 'Stack.pop')).toBe(
      '(Stack() after push(1)).pop()',
    );
    expect(showCall({ ...call, init: [one] }, 'Circle.area')).toBe('Circle(1.0).area(2, scale=3)');
    expect(showCall(call, 'Circle.area')).toBe('Circle.area(2, scale=3)');
  });
});

function object(type: string, state: Value): Value {
  return { $object: { type, state } };
}

function twin(value: Value, next: Value, prev: Value): Value {
  return object('m.Twin', [{ value, next, prev }]);
}
