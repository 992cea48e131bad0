import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editorSettingsSchema } from '../../protocol/editor-settings.ts';
import { lensCommands, serverCommands } from '../../protocol/editor.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import { supportedLanguages } from '../../extension/languages.ts';
import { caseCompletion, completionFile } from '../../scripts/case-completion.ts';
import { withSettings } from '../../scripts/manifest.ts';

const manifestText = readFileSync('package.json', 'utf8');
const wordsText = readFileSync('package.nls.json', 'utf8');
const manifest = JSON.parse(manifestText);
const words = JSON.parse(wordsText) as Record<string, string>;
const { contributes } = manifest;
const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);

const sources = readdirSync('extension', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(`extension/${path}`, 'utf8'));
const registered = sources.flatMap((text) =>
  [...text.matchAll(/\bregister(?:Command)?\(\s*'(?:afterburner\.)?(\w+)'/g)].map(
    ([, name]) => `afterburner.${name}`,
  ),
);

it('shows the settings that the program has', () => {
  const files = withSettings({ manifest: manifestText, words: wordsText });
  expect(files.manifest, 'scripts/manifest.ts brings it up to date').toBe(manifestText);
  expect(files.words, 'scripts/manifest.ts brings it up to date').toBe(wordsText);
});

describe('settings', () => {
  const properties: Record<string, { default: unknown; scope: string }> = Object.assign(
    {},
    ...contributes.configuration.map(({ properties }: { properties: object }) => properties),
  );

  it('are those of the program and of the editor, with the same defaults', () => {
    const all = { ...settingsSchema.parse({}), ...editorSettingsSchema.parse({}) };
    const shown = Object.entries(properties).map(([key, value]) => [key, value.default]);
    const meant = Object.entries(all).map(([key, value]) => [`afterburner.${key}`, value]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(meant));
  });

  it.each(['sandbox', 'allowUnsandboxedModels', 'baseUrl'])(
    'a workspace cannot decide %s',
    (key) => {
      expect(properties[`afterburner.${key}`]?.scope).toBe('machine');
    },
  );

  it.each(['sandbox', 'image', 'allowUnsandboxedModels', 'baseUrl', 'model', 'proposers'])(
    'an untrusted workspace has no say in %s',
    (key) => {
      const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
      expect(restrictedConfigurations).toContain(`afterburner.${key}`);
    },
  );
});

describe('commands', () => {
  it('are registered if declared, and declared if registered', () => {
    expect([...registered].sort()).toEqual([...declared].sort());
  });

  it('that the server and its lenses call are there', () => {
    const called = [...Object.values(serverCommands), ...Object.values(lensCommands)];
    expect(declared).toEqual(expect.arrayContaining(called));
  });

  it.each(contributes.commands as { command: string; title: string; category: string }[])(
    '$command has a category and a title in sentence case',
    ({ title, category }) => {
      expect(category).toBe('Afterburner');
      const text = words[title.slice(1, -1)];
      expect(text).toMatch(/^[A-Z][^A-Z]*[^.]$/);
    },
  );

  it.each([
    'measure',
    'optimize',
    'optimizeTime',
    'optimizeMemory',
    'optimizeIntegral',
    'scale',
    'profileLines',
    'recordCases',
    'linkProblem',
  ])('%s is off where the workspace is not trusted', (name) => {
    const found = contributes.commands.find(
      ({ command }: { command: string }) => command === `afterburner.${name}`,
    );
    expect(found.enablement).toBe('isWorkspaceTrusted');
  });

  it('that need an argument are not in the palette', () => {
    const hidden = contributes.menus.commandPalette.filter(
      ({ when }: { when: string }) => when === 'false',
    );
    expect(hidden.map(({ command }: { command: string }) => command)).toEqual([
      'afterburner.showProposal',
    ]);
  });

  it('of menus, keys and walkthrough are declared', () => {
    const { menus, keybindings, walkthroughs } = contributes;
    const used = JSON.stringify([menus, keybindings, walkthroughs, Object.values(words)]).matchAll(
      /(?:"command":"|onCommand:|\(command:)(afterburner\.\w+)/g,
    );
    for (const [, command] of used) expect(declared).toContain(command);
  });
});

it('finds every %word% in package.nls.json, and no word that nothing uses', () => {
  const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});

it('completes case files with the forms that the program has', async () => {
  const text = readFileSync(completionFile, 'utf8');
  expect(text, 'scripts/case-completion.ts brings it up to date').toBe(await caseCompletion());
});

it('points at files that are there', () => {
  const media = contributes.walkthroughs.flatMap(
    ({ steps }: { steps: { media: { svg?: string; markdown?: string } }[] }) =>
      steps.map((step) => step.media.svg ?? step.media.markdown),
  );
  const icons = contributes.viewsContainers.activitybar.map(({ icon }: { icon: string }) => icon);
  const schemas = contributes.jsonValidation.map(({ url }: { url: string }) => url);
  for (const path of [...media, ...icons, ...schemas]) expect(existsSync(path), path).toBe(true);
});

it('is activated by its languages alone', () => {
  const events = Object.keys(supportedLanguages).map((language) => `onLanguage:${language}`);
  expect(manifest.activationEvents).toEqual(events);
});
