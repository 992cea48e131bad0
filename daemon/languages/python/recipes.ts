import type { Call, Value } from '../../../protocol/cases.ts';
import { type Marshalled, Tuple } from './marshal.ts';

/** Steps of the machine in building.py. */
const step = {
  constant: 0,
  call: 1,
  set: 2,
  object: 3,
  state: 4,
  keep: 5,
  get: 6,
  open: 7,
  fill: 8,
  tuple: 9,
  frozenset: 10,
  method: 11,
  park: 12,
  unpark: 13,
  drop: 14,
} as const;

const shells = { list: 0, dict: 1, set: 2 } as const;

/**
 * A call whose values hold instances, or refer to one another, in place of its plain inputs: for
 * each value the steps that make it.
 */
export function recipeOf({ self, init, args, kwargs }: Omit<Call, 'id'>): Marshalled {
  return new Tuple(
    self === undefined ? null : stepsOf(self),
    new Tuple(...(init ?? []).map(stepsOf)),
    new Tuple(...args.map(stepsOf)),
    new Map(Object.entries(kwargs).map(([name, value]) => [name, stepsOf(value)])),
  );
}

type Members = { readonly [key: string]: Value };

/** A container as its tag says it is, and what it holds, in the order in which it is written. */
type Container =
  | {
      readonly kind: 'list' | 'tuple' | 'set' | 'frozenset' | 'graph';
      readonly items: readonly Value[];
    }
  | {
      readonly kind: 'dict';
      readonly names: readonly string[] | null;
      readonly items: readonly Value[];
    }
  | { readonly kind: 'object'; readonly type: string; readonly items: readonly [Value] }
  | NewInstance;

interface NewInstance {
  readonly kind: 'new';
  readonly type: string;
  /** How many of the items are positional; then come those with names, the attributes, the calls. */
  readonly args: number;
  readonly names: readonly string[];
  readonly attributes: readonly string[];
  readonly calls: readonly Method[];
  readonly items: readonly Value[];
}

interface Method {
  readonly name: string;
  readonly count: number;
  readonly names: readonly string[];
}

/** A value at its place: the number of the next container, and the nodes of the graph around. */
interface Placed {
  readonly value: Value;
  readonly first: number;
  readonly nodes: readonly number[];
}

/** What is still to be done: a value to be made, or steps to be taken after those before. */
type Task = Placed | { readonly steps: readonly Marshalled[] };

/** The deepest that is handed over as it is: Python's marshal ends at 2,000. */
const mostDepth = 200;

function stepsOf(root: Value): Marshalled {
  const survey = surveyOf(root);
  const steps: Marshalled[] = [];
  const pending: Task[] = [{ value: root, first: 0, nodes: [] }];
  while (pending.length > 0) {
    const task = pending.pop() as Task;
    if ('steps' in task) {
      for (const each of task.steps) steps.push(each);
      continue;
    }
    const meant = meantBy(task);
    const container = meant === null ? containerOf(task.value) : null;
    if (meant !== null) steps.push(step.get, meant);
    else if (container === null || isWhole(task, survey)) steps.push(step.constant, task.value);
    else {
      const tasks = tasksOf(container, task, survey);
      for (let index = tasks.length - 1; index >= 0; index--) pending.push(tasks[index] as Task);
    }
  }
  return Tuple.of(steps);
}

/** The number of the container that a reference means; null for what is none. */
function meantBy({ value, nodes }: Placed): number | null {
  const tag = tagOf(value);
  if (tag?.[0] === '$ref') return tag[1] as number;
  return tag?.[0] === '$node' ? (nodes[tag[1] as number] ?? -1) : null;
}

/** What is known of all values of a root. */
interface Survey {
  readonly sizes: ReadonlyMap<object, Size>;
  /** Numbers of the containers that are referred to. */
  readonly targets: ReadonlySet<number>;
}

/** What a container holds, each with the number that its first container has. */
function placed(
  { items }: Container,
  { first, nodes }: Placed,
  { sizes }: Survey,
): readonly Placed[] {
  let next = first + 1;
  return items.map((value) => {
    const at = next;
    next += typeof value === 'object' && value !== null ? (sizes.get(value)?.containers ?? 0) : 0;
    return { value, first: at, nodes };
  });
}

/** How a container is made, in order. */
function tasksOf(container: Container, task: Placed, survey: Survey): readonly Task[] {
  const items = placed(container, task, survey);
  const keep = survey.targets.has(task.first) ? [step.keep, task.first] : [];
  switch (container.kind) {
    case 'new':
      return [
        ...makingOf(container, items, keep),
        ...settingOf(container, items),
        ...callingOf(container, items),
      ];
    case 'object':
      // One that is there before its state can be referred to in it; else it is kept at the end.
      return [
        { steps: [step.object, container.type, ...keep] },
        ...items,
        { steps: [step.state, ...keep] },
      ];
    case 'graph':
      return graphTasks(items, keep, survey);
    case 'tuple':
    case 'frozenset':
      return [...items, { steps: [step[container.kind], items.length, ...keep] }];
    default: {
      const isNamed = container.kind === 'dict' && container.names !== null;
      const names = isNamed ? new Tuple(...(container.names as readonly string[])) : null;
      return [
        { steps: [step.open, shells[container.kind], ...keep] },
        ...items,
        { steps: [step.fill, items.length, names] },
      ];
    }
  }
}

function makingOf(
  { type, args, names }: NewInstance,
  items: readonly Placed[],
  keep: readonly Marshalled[],
): readonly Task[] {
  const given = args + names.length;
  return [
    ...items.slice(0, given),
    { steps: [step.call, type, given, new Tuple(...names), ...keep] },
  ];
}

function settingOf(
  { args, names, attributes }: NewInstance,
  items: readonly Placed[],
): readonly Task[] {
  if (attributes.length === 0) return [];
  const from = args + names.length;
  return [
    ...items.slice(from, from + attributes.length),
    { steps: [step.set, new Tuple(...attributes)] },
  ];
}

function callingOf(
  { args, names, attributes, calls }: NewInstance,
  items: readonly Placed[],
): readonly Task[] {
  let from = args + names.length + attributes.length;
  return calls.flatMap(({ name, count, names: named_ }): Task[] => {
    const given = items.slice(from, from + count);
    from += count;
    return [...given, { steps: [step.method, name, count, new Tuple(...named_)] }];
  });
}

/** All instances, from the last to the first; then what they mean by one another; then the calls. */
function graphTasks(
  written: readonly Placed[],
  keep: readonly Marshalled[],
  survey: Survey,
): readonly Task[] {
  const nodes = written.map(({ first }) => first);
  const instances = written.map((each) => {
    const container = containerOf(each.value) as Extract<Container, { kind: 'new' | 'object' }>;
    return { at: each.first, container, items: placed(container, { ...each, nodes }, survey) };
  });
  const tasks: Task[] = [];
  for (const { at, container, items } of instances.toReversed()) {
    if (container.kind === 'new') tasks.push(...makingOf(container, items, []));
    else tasks.push({ steps: [step.object, container.type] });
    tasks.push({ steps: [step.park, at, container.kind === 'object'] });
  }
  for (const { at, container, items } of instances) {
    if (container.kind === 'object') {
      tasks.push({ steps: [step.unpark, at] }, ...items);
      tasks.push({ steps: [step.state, step.park, at, false] });
    } else tasks.push(...onInstance(at, settingOf(container, items)));
  }
  for (const { at, container, items } of instances) {
    if (container.kind === 'new') tasks.push(...onInstance(at, callingOf(container, items)));
  }
  return [...tasks, { steps: [step.get, nodes[0] as number, ...keep] }];
}

function onInstance(at: number, tasks: readonly Task[]): readonly Task[] {
  return tasks.length === 0 ? [] : [{ steps: [step.get, at] }, ...tasks, { steps: [step.drop] }];
}

/** Of a container and all in it. */
interface Size {
  readonly containers: number;
  readonly depth: number;
  /** Whether nothing in it is an instance or a reference. */
  readonly isPlain: boolean;
}

/** Whether a container can be handed over as it is: plain, not too deep, and not referred to. */
function isWhole({ value, first }: Placed, { sizes, targets }: Survey): boolean {
  const { containers, depth, isPlain } = sizes.get(value as object) as Size;
  if (!isPlain || depth > mostDepth) return false;
  for (const target of targets) if (target >= first && target < first + containers) return false;
  return true;
}

/** Looks at every container once, however often it stands there. */
function surveyOf(root: Value): Survey {
  const sizes = new Map<object, Size>();
  const targets = new Set<number>();
  const frames: Frame[] = [];
  let value: Value | undefined = root;
  for (;;) {
    if (value !== undefined) {
      const size = sizeAtOnce(value, sizes, targets);
      if (size === null) {
        const { kind, items } = containerOf(value) as Container;
        const isPlain = kind !== 'new' && kind !== 'object' && kind !== 'graph';
        frames.push({ value: value as object, items, next: 0, containers: 1, depth: 1, isPlain });
      } else add(frames.at(-1), size);
    }
    const frame = frames.at(-1);
    if (frame === undefined) return { sizes, targets };
    value = frame.items[frame.next++];
    if (value !== undefined) continue;
    frames.pop();
    const size = { containers: frame.containers, depth: frame.depth, isPlain: frame.isPlain };
    sizes.set(frame.value, size);
    add(frames.at(-1), size);
  }
}

interface Frame {
  readonly value: object;
  readonly items: readonly Value[];
  next: number;
  containers: number;
  depth: number;
  isPlain: boolean;
}

const none: Size = { containers: 0, depth: 0, isPlain: true };

/** Of a value that holds none, or was met before; null for a container that is to be looked into. */
function sizeAtOnce(
  value: Value,
  sizes: ReadonlyMap<object, Size>,
  targets: Set<number>,
): Size | null {
  if (typeof value !== 'object' || value === null) return none;
  const tag = tagOf(value);
  if (tag?.[0] === '$ref') targets.add(tag[1] as number);
  if (tag?.[0] === '$ref' || tag?.[0] === '$node') return { ...none, isPlain: false };
  return sizes.get(value) ?? (containerOf(value) === null ? none : null);
}

function add(frame: Frame | undefined, { containers, depth, isPlain }: Size): void {
  if (frame === undefined) return;
  frame.containers += containers;
  frame.depth = Math.max(frame.depth, depth + 1);
  frame.isPlain &&= isPlain;
}

function tagOf(value: Value): readonly [string, Value] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value as Members);
  const [first] = entries;
  return entries.length === 1 && first?.[0].startsWith('$') ? first : null;
}

function containerOf(value: Value): Container | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return { kind: 'list', items: value };
  const [tag, operand] = tagOf(value) ?? ['', value];
  switch (tag) {
    case '':
    case '$escape':
      return named(operand as Members);
    case '$tuple':
    case '$set':
    case '$frozenset':
      return { kind: tag.slice(1) as 'tuple' | 'set' | 'frozenset', items: operand as Value[] };
    case '$dict':
      return { kind: 'dict', names: null, items: (operand as Value[][]).flat() };
    case '$object': {
      const { type, state } = operand as Members;
      return { kind: 'object', type: type as string, items: [state ?? null] };
    }
    case '$new':
      return newOf(operand as Members);
    case '$graph':
      return { kind: 'graph', items: operand as readonly Value[] };
    default:
      return null;
  }
}

function named(members: Members): Container {
  return { kind: 'dict', names: Object.keys(members), items: Object.values(members) };
}

function newOf({ type, args, kwargs, set, calls }: Members): NewInstance {
  const [named_, attributes] = [(kwargs ?? {}) as Members, (set ?? {}) as Members];
  const positional = (args ?? []) as readonly Value[];
  const methods = ((calls ?? []) as readonly Value[]).map((call) => {
    const [name, given = [], keywords = {}] = call as unknown as readonly [
      string,
      (readonly Value[])?,
      Members?,
    ];
    const names = Object.keys(keywords);
    return {
      name,
      names,
      count: given.length + names.length,
      items: [...given, ...Object.values(keywords)],
    };
  });
  return {
    kind: 'new',
    type: type as string,
    args: positional.length,
    names: Object.keys(named_),
    attributes: Object.keys(attributes),
    calls: methods,
    items: [
      ...positional,
      ...Object.values(named_),
      ...Object.values(attributes),
      ...methods.flatMap(({ items }) => items),
    ],
  };
}
