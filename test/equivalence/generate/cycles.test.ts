import { expect, test } from 'vitest';
import { parseCases } from '../../../daemon/cases/case-file.ts';
import type { Shape } from '../../../daemon/core/exploring.ts';
import { createGenerator } from '../../../daemon/equivalence/generate/generator.ts';
import type { Value } from '../../../protocol/cases.ts';
import { constraint, named, parameter, sketchOf } from './sketches.ts';

const chain = (more: { cycles?: boolean; shares?: boolean }): Shape => ({
  kind: 'instance',
  type: 'Node',
  parameters: [parameter('val', { kind: 'integer', min: 0, max: 99 })],
  attributes: { next: { kind: 'union', of: [{ kind: 'again', type: 'Node' }, { kind: 'null' }] } },
  ...more,
});

/** Numbers of the nodes that a chain goes through, up to where it ends or comes back. */
function walked(value: Value): { readonly nodes: number; readonly backTo: number | null } {
  const { $graph = [value] } = value as unknown as {
    readonly $graph?: readonly Value[];
  };
  const seen: number[] = [];
  for (let at: number | null = 0; at !== null;) {
    if (seen.includes(at)) return { nodes: seen.length, backTo: seen.indexOf(at) };
    seen.push(at);
    const { $new } = $graph[at] as unknown as {
      readonly $new: { readonly set?: { readonly next?: { readonly $node?: number } | null } };
    };
    at = $new.set?.next?.$node ?? null;
  }
  return { nodes: seen.length, backTo: null };
}

test('chains that may come back do so, to their first and to later ones, and stay so when shrunk', () => {
  const generator = createGenerator(sketchOf({ head: chain({ cycles: true }) }), [], null, 2);
  const inputs = [...generator.batch(150), ...generator.batch(150)];
  const rings = inputs.filter(({ call }) => walked(call.args[0] as Value).backTo !== null);
  expect(rings.length).toBeGreaterThan(20);
  const backTo = rings.map(({ call }) => walked(call.args[0] as Value).backTo);
  expect(backTo).toContain(0);
  expect(backTo.some((to) => to !== null && to > 0)).toBe(true);
  const cases = rings.map(({ call }) => ({ args: call.args }));
  expect(parseCases(JSON.stringify({ cases }), 'a.cases.json', 'f', 'python').ok).toBe(true);
  const long = rings.find(({ call }) => walked(call.args[0] as Value).nodes > 3);
  const smaller = [...generator.shrink(long!)].map(({ call }) => call.args[0] as Value);
  expect(smaller.some((value) => value !== null && walked(value).backTo !== null)).toBe(true);
});

test('none comes back where the text says so, or where nothing suggests it', () => {
  const says = { kind: 'structure', of: named('head'), is: 'acyclic' } as const;
  for (const sketch of [
    sketchOf({ head: chain({ cycles: true }) }, { constraints: [constraint(says)] }),
    sketchOf({ head: chain({}) }),
  ]) {
    const inputs = createGenerator(sketch, [], null, 2).batch(100);
    expect(inputs.every(({ call }) => walked(call.args[0] as Value).backTo === null)).toBe(true);
  }
});

test('a function that does not end on them gets no more', () => {
  const generator = createGenerator(sketchOf({ head: chain({ cycles: true }) }), [], null, 2);
  const isRing = ({ call }: { readonly call: { readonly args: readonly Value[] } }): boolean =>
    walked(call.args[0] as Value).backTo !== null;
  const first = generator.batch(150);
  for (const input of first.filter(isRing)) generator.refuse(input);
  expect(first.some(isRing)).toBe(true);
  expect(generator.batch(150).some(isRing)).toBe(false);
});

test('two chains lead on to the same instance, which a case file can say', () => {
  const shape = chain({ shares: true });
  const generator = createGenerator(sketchOf({ a: shape, b: shape }), [], null, 2);
  const inputs = generator.batch(150);
  const shared = inputs.filter(({ call }) => JSON.stringify(call.args[1]).includes('$shared'));
  expect(shared.length).toBeGreaterThan(10);
  const cases = inputs.map(({ call }) => ({ args: call.args }));
  const read = parseCases(JSON.stringify({ cases }), 'a.cases.json', 'f', 'python');
  expect(read.ok).toBe(true);
  const smaller = shared.slice(0, 5).flatMap((input) => [...generator.shrink(input)]);
  const all = smaller.map(({ call }) => ({ args: call.args }));
  expect(parseCases(JSON.stringify({ cases: all }), 'a.cases.json', 'f', 'python').ok).toBe(true);
});

test.each([
  [[[0, 1]], 'before this one'],
  [[[1], { $shared: [0, 0] }], 'no $graph'],
  [[{ $graph: [{ $new: { type: 'Node', args: [1] } }] }, { $shared: [0, 1] }], '1 instances'],
  [[{ $graph: [{ $new: { type: 'Node', args: [1] } }] }, { $shared: 0 }], '[argument, place]'],
])('%j is refused: %s', (args, words) => {
  const given = words === 'before this one' ? [{ $shared: args[0] }] : args;
  const text = JSON.stringify({ cases: [{ args: given }] });
  const read = parseCases(text, 'a.cases.json', 'f', 'python');
  expect(JSON.stringify(read)).toContain(words);
});
