import type { Call, Value } from '../../../protocol/cases.ts';
import { containerOf, type Container, type NewInstance, tagOf } from './containers.ts';
import { type Marshalled, Tuple } from './marshal.ts';
import { type Size, type Survey, surveyOf } from './survey.ts';

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
  share: 15,
} as const;

const shells = { list: 0, dict: 1, set: 2 } as const;

/**
 * A call whose values hold instances, or refer to one another, in place of its plain inputs: for
 * each value the steps that make it.
 */
export function recipeOf({ self, init, args, kwargs }: Omit<Call, 'id'>): Marshalled {
  return new Tuple(
    self === undefined ? null : stepsOf(self),
    new Tuple(...(init ?? []).map((value) => stepsOf(value))),
    new Tuple(...args.map((value) => stepsOf(value, args))),
    new Map(Object.entries(kwargs).map(([name, value]) => [name, stepsOf(value)])),
  );
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

function stepsOf(root: Value, args: readonly Value[] = []): Marshalled {
  const survey = surveyOf(root);
  const steps: Marshalled[] = [];
  const pending: Task[] = [{ value: root, first: 0, nodes: [] }];
  while (pending.length > 0) {
    const task = pending.pop() as Task;
    if ('steps' in task) {
      for (const each of task.steps) steps.push(each);
      continue;
    }
    const shared = tagOf(task.value)?.[0] === '$shared' ? tagOf(task.value)?.[1] : undefined;
    if (shared !== undefined) {
      const [argument, node] = shared as readonly [number, number];
      steps.push(step.share, argument, nodesOf(args[argument] ?? null)[node] ?? -1);
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

/** The numbers of the instances of a graph, as they are kept by when it is made. */
function nodesOf(root: Value): readonly number[] {
  const container = containerOf(root);
  if (container?.kind !== 'graph') return [];
  const placing = { value: root, first: 0, nodes: [] };
  return placed(container, placing, surveyOf(root)).map(({ first }) => first);
}

/** The number of the container that a reference means; null for what is none. */
function meantBy({ value, nodes }: Placed): number | null {
  const tag = tagOf(value);
  if (tag?.[0] === '$ref') return tag[1] as number;
  return tag?.[0] === '$node' ? (nodes[tag[1] as number] ?? -1) : null;
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

/** Whether a container can be handed over as it is: plain, not too deep, and not referred to. */
function isWhole({ value, first }: Placed, { sizes, ordered }: Survey): boolean {
  const { containers, depth, isPlain } = sizes.get(value as object) as Size;
  if (!isPlain || depth > mostDepth) return false;
  // The first that is not before it: there may be as many as instances.
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as number) < first) low = middle + 1;
    else high = middle;
  }
  return (ordered[low] ?? Infinity) >= first + containers;
}
