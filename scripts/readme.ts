// Writes the README's table of settings from the table in protocol/settings.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { settingSources } from '../daemon/cli/settings.ts';

/** The README with its table brought up to date. */
export async function withSettings(readme: string): Promise<string> {
  const rows = settingSources.map(({ flag, variable, description, defaultValue }) => {
    const usual = Array.isArray(defaultValue) ? defaultValue.join(', ') : (defaultValue ?? '');
    const shown = usual === '' ? '' : `\`${String(usual)}\``;
    return `| \`${flag}\` | \`${variable}\` | ${shown} | ${description} |`;
  });
  const table = ['| option | variable | default | what it does |', '|---|---|---|---|', ...rows];
  const text = readme.replace(
    /<!-- settings -->[^]*<!-- \/settings -->/,
    () => `<!-- settings -->\n\n${table.join('\n')}\n\n<!-- /settings -->`,
  );
  return format(text, { parser: 'markdown', singleQuote: true, printWidth: 100 });
}

if (process.argv[1]?.endsWith('readme.ts')) {
  writeFileSync('README.md', await withSettings(readFileSync('README.md', 'utf8')));
}
