import { Option } from 'commander';
import { z } from 'zod';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { type Settings, settingsSchema } from '../../protocol/settings.ts';

/**
 * Settings as the command line takes them: each has an option and an environment variable, both
 * named after it. Which there are, their kinds, defaults and descriptions all come from the table
 * in protocol/settings.ts.
 */
export interface SettingSource {
  readonly key: keyof Settings;
  /** `--minimum-gain` */
  readonly flag: string;
  /** `AFTERBURNER_MINIMUM_GAIN` */
  readonly variable: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'list';
  readonly choices: readonly string[] | null;
  readonly description: string;
  readonly defaultValue: unknown;
}

interface SettingJsonSchema {
  readonly type?: string;
  readonly anyOf?: readonly SettingJsonSchema[];
  readonly enum?: readonly string[];
  readonly items?: SettingJsonSchema;
  readonly description?: string;
  readonly default?: unknown;
}

/** Options that read better in another word than the setting's own. */
const flagWords: Partial<Record<keyof Settings, string>> = {
  proposers: 'proposer',
  exploration: 'explore',
};

export const settingSources: readonly SettingSource[] = Object.entries(
  z.toJSONSchema(settingsSchema, { io: 'input' }).properties as Record<string, SettingJsonSchema>,
).map(([name, schema]) => {
  const key = name as keyof Settings;
  const core = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  return {
    key,
    flag: `--${kebab(flagWords[key] ?? key)}`,
    variable: `AFTERBURNER_${kebab(key).replaceAll('-', '_').toUpperCase()}`,
    kind: kindOf(core.type),
    choices: core.enum ?? core.items?.enum ?? null,
    description: schema.description ?? '',
    defaultValue: schema.default,
  };
});

/** The options of a command that takes these settings. Their values stay text until all is read. */
export function settingOptions(keys: readonly (keyof Settings)[]): readonly Option[] {
  return settingSources
    .filter(({ key }) => keys.includes(key))
    .map((source) => {
      const { flag, kind, choices, defaultValue } = source;
      const value = choices ? `<${choices.join('|')}>` : kind === 'number' ? '<n>' : '<text>';
      const shown = Array.isArray(defaultValue) ? defaultValue.join(', ') : defaultValue;
      const usual = shown === null || kind === 'boolean' ? '' : ` (default: ${String(shown)})`;
      const repeat = kind === 'list' ? ' Can be repeated.' : '';
      const option = new Option(
        kind === 'boolean' ? flag : `${flag} ${value}`,
        source.description + repeat + usual,
      );
      option.argParser((text: string, before: unknown) =>
        kind === 'list' ? [...(Array.isArray(before) ? before : []), text] : text,
      );
      return option;
    });
}

/** Options go before variables, variables before defaults. Read once, at the start of a command. */
export function readSettings(
  options: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv,
): Result<Settings> {
  const given: Partial<Record<keyof Settings, unknown>> = {};
  for (const source of settingSources) {
    const option = options[camel(source.flag)];
    const variable = env[source.variable];
    const fromOption = option !== undefined;
    if (!fromOption && (variable === undefined || variable === '')) continue;
    const raw = fromOption ? option : variable;
    const parsed = settingsSchema.shape[source.key].safeParse(convert(source, raw));
    if (!parsed.success) {
      const place = fromOption ? source.flag : source.variable;
      return fail(
        'setting-invalid',
        `${place} is ${shownValue(raw)}: ${wish(source, parsed.error)}.`,
      );
    }
    given[source.key] = parsed.data;
  }
  return ok(settingsSchema.parse(given));
}

/** The key of a model endpoint: from the environment alone, for it must stand in no history. */
export function readApiKey(env: NodeJS.ProcessEnv): string | null {
  return env['AFTERBURNER_API_KEY'] || env['OPENAI_API_KEY'] || null;
}

function convert({ kind }: SettingSource, raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  switch (kind) {
    case 'text':
      return raw;
    case 'number':
      return raw.trim() === '' ? Number.NaN : Number(raw);
    case 'boolean':
      return /^(1|true|yes|on)$/i.test(raw) || (/^(0|false|no|off)$/i.test(raw) ? false : raw);
    case 'list':
      return raw.split(',').map((item) => item.trim());
  }
}

function wish({ choices, kind }: SettingSource, error: z.ZodError): string {
  if (choices) return `choose ${choices.join(' or ')}`;
  if (kind === 'boolean') return 'choose true or false';
  const issue = error.issues[0];
  switch (issue?.code) {
    case 'too_small':
      return `it must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `it must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'it must be a whole number'
        : `it must be a ${issue.expected}`;
    default:
      return 'it is not usable';
  }
}

function shownValue(raw: unknown): string {
  return Array.isArray(raw) ? raw.join(', ') : String(raw);
}

function kindOf(type: string | undefined): SettingSource['kind'] {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    default:
      return 'text';
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Where commander keeps an option's value. */
function camel(flag: string): string {
  return flag.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
