import { type Settings, settingsSchema } from '../protocol/settings.ts';

/** Settings as an editor holds them, made usable. */
export interface ReadSettings {
  readonly settings: Settings;
  /** A sentence for each value that makes no sense; its default stands in for it. */
  readonly problems: readonly string[];
}

/** What the editor alone uses is left out; so is what is not set. */
export function readSettings(section: unknown): ReadSettings {
  const given = typeof section === 'object' && section !== null ? section : {};
  const taken: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    const raw = (given as Record<string, unknown>)[key];
    // An editor's form has no way to write null: it leaves an empty text.
    const value = raw === '' && schema.safeParse(null).success ? null : raw;
    if (value === undefined || (value === null && !schema.safeParse(null).success)) continue;
    const parsed = schema.safeParse(value);
    if (parsed.success) taken[key] = parsed.data;
    else
      problems.push(problem(key, value, schema.parse(undefined), parsed.error.issues[0]?.message));
  }
  return { settings: settingsSchema.parse(taken), problems };
}

function problem(key: string, value: unknown, fallback: unknown, why = ''): string {
  const shown = JSON.stringify(value);
  return `afterburner.${key} is ${shown}, which makes no sense (${why}): ${JSON.stringify(fallback)} is used.`;
}
