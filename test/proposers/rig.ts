import { expect, onTestFinished } from 'vitest';
import type { Proposal, ProposalRequest } from '../../daemon/core/ports/proposing.ts';
import { createOpenAiProposer, type OpenAiProposer } from '../../daemon/proposers/openai.ts';
import type { Result } from '../../protocol/failures.ts';
import { settingsSchema, type Settings } from '../../protocol/settings.ts';
import { ManualRuntime } from './manual-runtime.ts';
import { ScriptedEndpoint, type Step } from './scripted-endpoint.ts';
import { request } from './stub-language.ts';

export const secret = 'very-secret-0123456789';
export const good = 'def find(xs, y):\n    return xs.index(y)\n';
export const other = 'def find(xs, y):\n    return -1\n';
export const answer = `It scans.\n\`\`\`python\n${good}\`\`\`\n`;

export interface Rig {
  readonly endpoint: ScriptedEndpoint;
  readonly runtime: ManualRuntime;
  readonly proposer: OpenAiProposer;
  propose(
    change?: Partial<ProposalRequest>,
    signal?: AbortSignal,
  ): Promise<Result<readonly Proposal[]>>;
}

export async function rig(
  steps: readonly Step[],
  change: Partial<Settings> = {},
  answers = 1,
): Promise<Rig> {
  const endpoint = new ScriptedEndpoint(steps);
  onTestFinished(() => endpoint.close());
  const baseUrl = await endpoint.listen();
  const runtime = new ManualRuntime();
  const settings = settingsSchema.parse({ baseUrl, model: 'tiny', ...change });
  const made = createOpenAiProposer(
    settings,
    { AFTERBURNER_API_KEY: secret },
    { runtime, answers },
  );
  if (!made.ok) throw new Error(made.failure.message);
  const proposer = made.value;
  const propose = async (asked = {}, signal = new AbortController().signal) => {
    const result = await proposer.propose(request(asked), signal);
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(runtime.runningTimers).toBe(0);
    return result;
  };
  return { endpoint, runtime, proposer, propose };
}

/** Proposals as text: the code, or the reason with a mark before it. */
export function shown(result: Result<readonly Proposal[]>): readonly string[] | string {
  if (!result.ok) return `${result.failure.code}: ${result.failure.message}`;
  return result.value.map((proposal) =>
    proposal.kind === 'replacement' ? proposal.replacement.code : `! ${proposal.reason}`,
  );
}
