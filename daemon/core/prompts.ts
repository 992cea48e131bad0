import type { Settings } from '../../protocol/settings.ts';
import type { ProposalRequest } from './ports/proposing.ts';
import { afterburnerPrompt } from './prompts/afterburner.ts';
import { chatPrompt } from './prompts/chat.ts';

export type PromptProfile = Settings['promptProfile'];

/**
 * The whole prompt as the text of one user message: some chat templates know no system role.
 * It is a pure function of the request, and names neither paths nor anything of the machine.
 */
export function buildPrompt(profile: PromptProfile, request: ProposalRequest): string {
  switch (profile) {
    case 'afterburner':
      return afterburnerPrompt(request);
    case 'chat':
      return chatPrompt(request);
  }
}
