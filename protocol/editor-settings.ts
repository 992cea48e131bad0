import { z } from 'zod';
import { objectiveSchema } from './comparison.ts';

/** What a user can set in the editor alone: how things are shown, not how they are run. */
export const editorSettingsSchema = z.object({
  codeLens: z.boolean().default(true).describe('Show figures and actions above each function.'),
  objective: objectiveSchema
    .default('integral')
    .describe('What *Optimize efficiency* improves where no objective is named.'),
  showProposal: z
    .enum(['whenVisible', 'notify'])
    .default('whenVisible')
    .describe('What happens when a better version was found.'),
});
export type EditorSettings = z.infer<typeof editorSettingsSchema>;
