// Writes what the editor shows of the settings into package.json and package.nls.json, from the
// tables in protocol/settings.ts and protocol/editor-settings.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { editorSettingsSchema } from '../protocol/editor-settings.ts';
import { settingsSchema } from '../protocol/settings.ts';
import { places, sections, type Place } from './setting-layout.ts';

type Json = Readonly<Record<string, unknown>>;

export interface ManifestFiles {
  readonly manifest: string;
  readonly words: string;
}

const schemas = { ...settingsSchema.shape, ...editorSettingsSchema.shape };
type Key = keyof typeof schemas;

/** Both files with their settings brought up to date; everything else in them stays. */
export function withSettings({ manifest, words }: ManifestFiles): ManifestFiles {
  const parsed = JSON.parse(manifest) as { contributes: Json; capabilities: Json };
  const { untrustedWorkspaces, ...others } = parsed.capabilities;
  const contributes = { ...parsed.contributes, configuration: configuration() };
  const capabilities = {
    untrustedWorkspaces: {
      ...(untrustedWorkspaces as Json),
      restrictedConfigurations: restricted(),
    },
    ...others,
  };
  const kept = Object.entries(JSON.parse(words) as Json).filter(([key]) => !isOurs(key));
  return {
    manifest: text({ ...parsed, capabilities, contributes }),
    words: text({ ...Object.fromEntries(kept), ...sentences() }),
  };
}

function configuration(): readonly Json[] {
  return sections.map(({ title, keys }, order) => ({
    id: `afterburner.${title.toLowerCase()}`,
    title: `%section.${title.toLowerCase()}%`,
    order: order + 1,
    properties: Object.fromEntries(
      keys.map((key, index) => [`afterburner.${key}`, property(key, index + 1)]),
    ),
  }));
}

function property(key: Key, order: number): Json {
  const place: Place = places[key];
  const { type, description: _said, $schema: _version, anyOf, items, ...limits } = jsonSchema(key);
  // The settings page edits a text or a number that may be unset only where its types are a list.
  const inner = (anyOf as readonly Json[] | undefined)?.find((one) => one['type'] !== 'null') ?? {};
  const values = Object.keys(place.values ?? {});
  const shown = {
    enumDescriptions: values.map((value) => `%setting.${key}.${value}%`),
  };
  return {
    order,
    scope: place.scope,
    markdownDescription: `%setting.${key}%`,
    ...(anyOf ? { ...inner, type: [inner['type'], 'null'] } : { type }),
    ...(items ? { items: { ...(items as Json), ...shown }, uniqueItems: true } : {}),
    ...limits,
    ...(values.length > 0 && !items ? shown : {}),
  };
}

function sentences(): Readonly<Record<string, string>> {
  const titles = sections.map(({ title }) => [`section.${title.toLowerCase()}`, title]);
  const texts = sections.flatMap(({ keys }) =>
    keys.flatMap((key) => {
      const { values = {}, more }: Place = places[key];
      const description = String(jsonSchema(key)['description']);
      return [
        [`setting.${key}`, more === undefined ? description : `${description} ${more}`],
        ...Object.entries(values).map(([value, said]) => [`setting.${key}.${value}`, said]),
      ];
    }),
  );
  return Object.fromEntries([...titles, ...texts]) as Readonly<Record<string, string>>;
}

/** In a workspace that is not trusted, its own values of these do not count. */
function restricted(): readonly string[] {
  return sections
    .flatMap(({ keys }) => keys)
    .filter((key) => places[key].scope.startsWith('machine'))
    .map((key) => `afterburner.${key}`);
}

/** Without the bounds that only say that a number is a safe integer. */
function jsonSchema(key: Key): Json {
  const schema = z.toJSONSchema(schemas[key], { io: 'input' }) as Json;
  const bounds = Object.entries(schema).filter(
    ([, value]) => value !== Number.MAX_SAFE_INTEGER && value !== Number.MIN_SAFE_INTEGER,
  );
  return Object.fromEntries(bounds);
}

function isOurs(key: string): boolean {
  return key.startsWith('setting.') || key.startsWith('section.');
}

function text(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

if (process.argv[1]?.endsWith('manifest.ts')) {
  const [manifest, words] = ['package.json', 'package.nls.json'] as const;
  const files = withSettings({
    manifest: readFileSync(manifest, 'utf8'),
    words: readFileSync(words, 'utf8'),
  });
  writeFileSync(manifest, files.manifest);
  writeFileSync(words, files.words);
}
