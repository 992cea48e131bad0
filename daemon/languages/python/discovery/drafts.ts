import type { CaseSource } from '../../../../protocol/case-source.ts';
import type { Value } from '../../../../protocol/cases.ts';
import type { Discovered, FoundCase, UnreadCall } from '../../../core/discovery.ts';
import { encode, isApproximate, type Unreadable } from './encode.ts';
import type { PyArguments, PyValue } from './values.ts';

export type Expectation = FoundCase['expectation'];
/** What the text says that a call does, before it is known whether that can be written down. */
export type Claim =
  | { readonly kind: 'value'; readonly value: PyValue }
  | { readonly kind: 'raises'; readonly exception: string }
  | { readonly kind: 'original' };

export const original = { kind: 'original' } as const;

export interface FoundCall {
  readonly source: CaseSource;
  /** `test_pairs.py::test_empty`; calls that share it get their line too. */
  readonly id: string;
  readonly init: PyArguments | null;
  readonly call: PyArguments;
}

interface Draft extends FoundCase {
  /** Of the inputs: equal ones are one case. */
  readonly inputs: string;
  /** The inputs are the nearest that a case file has: what the text expects may not hold of them. */
  readonly isApproximate: boolean;
}

/** No function needs more, and nobody reads them. */
const mostCalls = 2000;

/** Collects calls, and what is said of them later on. */
export class Drafts {
  readonly #drafts: Draft[] = [];
  readonly #unread = new Map<string, UnreadCall>();

  get isFull(): boolean {
    return this.#drafts.length >= mostCalls;
  }

  /** Gives the call's number, or null where its values cannot be read. */
  add({ source, id, init, call }: FoundCall, claim: Claim): number | null {
    const why = new Set<Unreadable>();
    const read = (value: PyValue): Value => {
      const encoded = encode(value, true);
      if (encoded.ok) return encoded.value;
      why.add(encoded.why);
      return null;
    };
    const args = call.args.map(read);
    const kwargs = Object.fromEntries([...call.kwargs].map(([key, each]) => [key, read(each)]));
    const made = init === null ? null : init.args.map(read);
    // A case file has no names for a constructor's arguments.
    if (init !== null && init.kwargs.size > 0) why.add('run-time');
    if (why.size > 0) {
      this.unread(source, why.has('too-large') ? 'too-large' : 'run-time');
      return null;
    }
    if (this.isFull) return null;
    const isLike = [...call.args, ...call.kwargs.values()].some(isApproximate);
    this.#drafts.push({
      id,
      init: made,
      args,
      kwargs,
      expectation: isLike ? original : written(claim),
      source,
      inputs: JSON.stringify([made, args, kwargs]),
      isApproximate: isLike,
    });
    return this.#drafts.length - 1;
  }

  /** What is said of a call after it was made; the first word counts. */
  expect(call: number, claim: Claim): void {
    const draft = this.#drafts[call];
    if (draft === undefined || draft.isApproximate || draft.expectation.kind !== 'original') return;
    this.#drafts[call] = { ...draft, expectation: written(claim) };
  }

  unread({ path, line }: Pick<CaseSource, 'path' | 'line'>, why: UnreadCall['why']): void {
    this.#unread.set(`${path}:${line}`, { path, line, why });
  }

  /** Equal inputs once, with what is said most of them; ids unique. */
  finish(): Discovered {
    const byInputs = new Map<string, Draft>();
    for (const draft of this.#drafts) {
      const said = draft.expectation.kind === 'original' ? '' : JSON.stringify(draft.expectation);
      const bare = byInputs.get(draft.inputs);
      // Two texts that contradict each other are two cases: one of them fails, and is seen to.
      if (bare !== undefined && said === '') continue;
      if (bare?.expectation.kind === 'original') {
        byInputs.set(draft.inputs, draft);
        continue;
      }
      const key = bare === undefined ? draft.inputs : `${draft.inputs} ${said}`;
      const isKnown = bare !== undefined && JSON.stringify(bare.expectation) === said;
      if (!isKnown && !byInputs.has(key)) byInputs.set(key, draft);
    }
    return { cases: named([...byInputs.values()]), unread: [...this.#unread.values()] };
  }
}

function written(claim: Claim): Expectation {
  if (claim.kind !== 'value') return claim;
  const encoded = encode(claim.value, false);
  return encoded.ok ? { kind: 'value', value: encoded.value } : original;
}

function named(drafts: readonly Draft[]): readonly FoundCase[] {
  const shared = new Map<string, number>();
  for (const { id } of drafts) shared.set(id, (shared.get(id) ?? 0) + 1);
  const taken = new Set<string>();
  return drafts.map((draft) => {
    const { init, args, kwargs, expectation, source } = draft;
    const isShared = (shared.get(draft.id) ?? 0) > 1 && !/ line \d+$/.test(draft.id);
    const base = isShared ? `${draft.id} line ${draft.source.line}` : draft.id;
    let id = base;
    for (let count = 2; taken.has(id); count++) id = `${base} (${count})`;
    taken.add(id);
    return { id, init, args, kwargs, expectation, source };
  });
}
