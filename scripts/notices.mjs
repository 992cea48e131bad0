import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names, licences and licence texts of the packages that these files come from. */
export function notices(root, files) {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const sections = [...folders].sort().map((folder) => section(join(root, folder)));
  return `Afterburner contains the following packages.\n\n${sections.join('\n')}`;
}

/** `node_modules/@scope/name`, the innermost; null for a file of our own. */
function packageFolder(file) {
  const parts = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return parts?.[1] ?? null;
}

function section(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license = manifest.licenses?.[0]?.type } = manifest;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => join(folder, file))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8').trim());
  return [`${'─'.repeat(80)}`, `${name} ${version} (${license})`, '', ...texts, ''].join('\n');
}
