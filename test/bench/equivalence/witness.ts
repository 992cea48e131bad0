import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Original } from './material.ts';

const program = join(import.meta.dirname, 'witness.py');

/** What a search in plain CPython on this machine found for one candidate. */
export interface Search {
  /** Arguments as Python text, the shortest that was found; null where nothing differs. */
  readonly witness: string | null;
  /** What the two did there, in words. */
  readonly original: string | null;
  readonly candidate: string | null;
  readonly tried: number;
  readonly differs: number;
  /** Why the candidate cannot even be loaded. */
  readonly unusable?: string;
}

export interface Effort {
  /** Inputs for each candidate. */
  readonly tries: number;
  /** For each candidate. */
  readonly seconds: number;
}

/** Looks for an input on which each candidate differs from the original, or tries given ones. */
export async function searchWitnesses(
  original: Original,
  candidates: readonly string[],
  effort: Effort,
  witnesses?: readonly string[],
): Promise<readonly Search[]> {
  const child = spawn('python3', ['-I', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const { source, function: name, inputs } = original;
  child.stdin.end(
    JSON.stringify({ original: source, function: name, inputs, candidates, ...effort, witnesses }),
  );
  const found: Search[] = [];
  for await (const line of createInterface({ input: child.stdout }))
    found.push(JSON.parse(line) as Search);
  const code = await ended;
  if (code !== 0 || found.length !== candidates.length)
    throw new Error(`${original.id}: the search ended with ${code} after ${found.length}.`);
  return found;
}
