import { describe, expect, test } from 'vitest';
import { type NewView, viewOf } from '../../../daemon/cases/views.ts';
import type { Shape, SketchedMethod } from '../../../daemon/core/exploring.ts';
import {
  createGenerator,
  type GeneratedInput,
} from '../../../daemon/equivalence/generate/generator.ts';
import { SizedInputs } from '../../../daemon/equivalence/generate/sized.ts';
import type { Call, Value } from '../../../protocol/cases.ts';
import { integer, integers, parameter, sketchOf, text } from './sketches.ts';

type InstanceShape = Extract<Shape, { readonly kind: 'instance' }>;

function method(name: string, shapes: readonly Shape[], grows = false): SketchedMethod {
  const parameters = shapes.map((shape, at) => parameter(`p${at}`, shape));
  return { name, parameters, ...(grows ? { grows } : {}) };
}

const stack: InstanceShape = {
  kind: 'instance',
  type: 'piles.Stack',
  parameters: [],
  methods: [method('push', [integer], true), method('pop', []), method('clear', [])],
};
const account: InstanceShape = {
  kind: 'instance',
  type: 'Account',
  parameters: [parameter('owner', text)],
  methods: [method('deposit', [integer])],
};

function viewIn({ args }: Omit<Call, 'id'>): NewView {
  const value = args[0] as Value;
  const view = viewOf(Array.isArray(value) ? (value[0] as Value) : value);
  if (view.kind !== 'new') throw new Error('No instance there.');
  return view;
}

function namesOf(call: Omit<Call, 'id'>): readonly string[] {
  return viewIn(call).calls.map((each) => each.method);
}

function firstOf(
  inputs: Iterable<GeneratedInput>,
  is: (input: GeneratedInput) => boolean,
): GeneratedInput | undefined {
  for (const input of inputs) if (is(input)) return input;
  return undefined;
}

describe('an instance that is an argument', () => {
  test('is filled by the methods of its class where nothing else fills it', () => {
    const inputs = createGenerator(sketchOf({ pile: stack }), [], null, 3).batch(300);
    const rows = inputs.map(({ call }) => namesOf(call));
    expect(rows.filter((row) => row.length >= 3).length).toBeGreaterThan(100);
    expect(rows.some((row) => row.length === 0)).toBe(true);
    expect(new Set(rows.flat())).toEqual(new Set(['push', 'pop', 'clear']));
    expect(rows.some((row) => row.length >= 4 && row.every((name) => name === 'push'))).toBe(true);
  });

  test('is changed now and then where its constructor says what it is', () => {
    const inputs = createGenerator(sketchOf({ account }), [], null, 3).batch(300);
    const counts = inputs.map(({ call }) => namesOf(call).length);
    const changed = counts.filter((count) => count > 0).length;
    expect(changed).toBeGreaterThan(20);
    expect(changed).toBeLessThan(200);
  });

  test('holds values of one kind where nothing says of which', () => {
    const open = { ...stack, methods: [method('push', [{ kind: 'unknown' }], true)] };
    const generator = createGenerator(sketchOf({ pile: open }), [], null, 4);
    const kinds = new Set<string>();
    for (const { call } of [...generator.batch(200), ...generator.batch(200)]) {
      const own = new Set(viewIn(call).calls.map(({ args }) => viewOf(args[0] as Value).kind));
      if (![...own].every((kind) => kind === 'list' || kind === 'int')) {
        expect(own.size).toBeLessThan(2);
      }
      for (const kind of own) kinds.add(kind);
    }
    expect(kinds.size).toBeGreaterThan(3);
  });

  test('shrinks to the calls that matter, also inside a list', () => {
    for (const shape of [stack, { kind: 'list', items: stack } as const]) {
      const generator = createGenerator(sketchOf({ pile: shape }), [], null, 5);
      const differs = ({ call }: GeneratedInput): boolean => {
        const [value] = call.args;
        if (Array.isArray(value) && value.length === 0) return false;
        const pushed = viewIn(call).calls.filter((each) => each.method === 'push');
        return pushed.length >= 2 && pushed.some(({ args }) => Number(args[0]) > 2);
      };
      let current = [...generator.batch(300), ...generator.batch(300)].findLast(differs);
      for (let next: GeneratedInput | undefined = current; next !== undefined;) {
        current = next;
        next = firstOf(generator.shrink(current), differs);
      }
      const pushed = ['push', [0]];
      const calls = viewIn(current!.call).calls.map((each) => [each.method, each.args]);
      expect(calls).toHaveLength(2);
      expect(calls).toContainEqual(pushed);
      expect(calls).toContainEqual(['push', [3]]);
    }
  });

  test('is as large as is asked for, for timing', () => {
    const sized = new SizedInputs(sketchOf({ pile: stack }), [], null);
    for (const { call } of sized.of(500, [1, 2])) {
      expect(namesOf(call)).toEqual(Array.from({ length: 500 }, () => 'push'));
    }
    const given = { ...stack, parameters: [parameter('items', integers)] };
    const [one] = new SizedInputs(sketchOf({ pile: given }), [], null).of(500, [1]);
    expect(namesOf(one!.call)).toEqual([]);
    expect(viewIn(one!.call).args[0]).toHaveLength(500);
  });
});
