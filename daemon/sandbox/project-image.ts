import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fail, failureTable, ok, type Failure, type Result } from '../../protocol/failures.ts';
import type { ImageWish } from '../core/project.ts';
import type { Derivation } from './derived-images.ts';
import { pipSettings } from './pip.ts';
import { installScript } from './pip-install.ts';

/** What a project wishes of its image, as it is to be built now. */
export async function derivationOf(wish: ImageWish): Promise<Result<Derivation>> {
  return wish.kind === 'packages' ? ok(withPackages(wish)) : fromDockerfile(wish);
}

// Debian's pip is in the first stage alone. Where packages go is the image's Python's to say; their
// programs go where programs are looked for. What nobody may write to in the base is writable again
// while packages are installed.
const packagesDockerfile = `ARG BASE
FROM $BASE AS installed
RUN chmod 1777 /tmp \\
    && apt-get update \\
    && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends python3-pip
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG PIP_TRUSTED_HOST
ARG PIP_TIMEOUT
ARG PIP_RETRIES
COPY certificates requirements.txt constraints.txt install /project/
RUN if [ -s /project/certificates ]; then export PIP_CERT=/project/certificates; fi \\
    && target=$(python3 -c 'import site; print(next(each for each in site.getsitepackages() if each.startswith("/usr/local")))') \\
    && sh /project/install "/tree$target" \\
    && if [ -d "/tree$target/bin" ]; then mkdir -p /tree/usr/local && mv "/tree$target/bin" /tree/usr/local/bin; fi \\
    && find /tree ! -type l -perm /o+w -exec chmod o-w {} + \\
    && find /tree -type f -perm /ug+s -exec chmod ug-s {} +

FROM $BASE
COPY --from=installed /tree/ /
`;

function withPackages(wish: Extract<ImageWish, { kind: 'packages' }>): Derivation {
  const requirements = text(wish.requirements);
  const constraints = text(wish.constraints);
  return {
    key: `packages ${digest(packagesDockerfile, installScript, requirements, constraints)}`,
    project: wish.project,
    what: "the image with the project's packages",
    needsProbe: false,
    tellsLacking: true,
    steps: async () => {
      const { variables, certificates } = await pipSettings();
      const files = [
        { path: 'requirements.txt', content: Buffer.from(requirements) },
        { path: 'constraints.txt', content: Buffer.from(constraints) },
        { path: 'certificates', content: certificates ?? new Uint8Array() },
        { path: 'install', content: Buffer.from(installScript) },
      ];
      const explain = (log: string): Failure | null => whyNotInstalled(log, wish.from);
      return ok([{ dockerfile: packagesDockerfile, files, buildargs: variables, explain }]);
    },
  };
}

/** pip's own last words, without what it said before. */
function whyNotInstalled(log: string, from: readonly string[]): Failure | null {
  const said = [...log.matchAll(/^(?:\u001B\[[\d;]*m)*ERROR: (.*?)(?:\u001B\[[\d;]*m)*$/gm)];
  const last = said.map(([, words]) => words ?? '').findLast((words) => words !== '');
  if (last === undefined) return null;
  const files = from.map((path) => basename(path)).join(' and ');
  return {
    code: 'packages-not-installed',
    message: `The packages of ${files} could not be installed: ${last.trim()}`,
    hint: failureTable['packages-not-installed'].hint,
  };
}

const most = { files: 1000, bytes: 64 * 1024 * 1024 };

// The user's steps may need a temporary folder that everyone writes to; nothing measured does.
const opened = 'ARG BASE\nFROM $BASE\nUSER 0\nRUN chmod 1777 /tmp\n';
const closed =
  'ARG BASE\nFROM $BASE\nUSER 0\nRUN find / -xdev ! -type l -perm /o+w -exec chmod o-w {} + && find / -xdev -type f -perm /ug+s -exec chmod ug-s {} +\n';

async function fromDockerfile({
  path,
  project,
}: Extract<ImageWish, { kind: 'dockerfile' }>): Promise<Result<Derivation>> {
  const folder = dirname(path);
  const read = await filesOf(folder);
  if (!read.ok) return read;
  const own = read.value.find((file) => file.path === basename(path));
  if (own === undefined) return fail('image-build-failed', `${path} cannot be read.`);
  const dockerfile = Buffer.from(own.content).toString('utf8');
  const files = read.value.filter((file) => file !== own);
  const contents = read.value.flatMap((file) => [file.path, file.content]);
  return ok({
    key: `Dockerfile ${digest(opened, closed, ...contents)}`,
    project,
    what: 'the image of .afterburner/Dockerfile',
    needsProbe: true,
    steps: () =>
      Promise.resolve(ok([{ dockerfile: opened }, { dockerfile, files }, { dockerfile: closed }])),
  });
}

async function filesOf(
  folder: string,
): Promise<Result<readonly { readonly path: string; readonly content: Uint8Array }[]>> {
  const found: { path: string; content: Uint8Array }[] = [];
  let bytes = 0;
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const place = join(entry.parentPath, entry.name);
      const content = await readFile(place);
      bytes += content.length;
      if (found.length >= most.files || bytes > most.bytes) {
        return fail('image-build-failed', `${folder} holds more than an image is built from.`);
      }
      found.push({ path: relative(folder, place).split(sep).join('/'), content });
    }
  } catch (error) {
    return fail('image-build-failed', `${folder} cannot be read: ${(error as Error).message}`);
  }
  return ok(found.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest('hex');
}
