import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What this machine's own pip was told, for those who install packages for it elsewhere. */
export interface PipSettings {
  /** Variables that pip reads: where packages come from. */
  readonly variables: Readonly<Record<string, string>>;
  /** Certificates that are trusted beside pip's own; null where there are none. */
  readonly certificates: Uint8Array | null;
}

const passedOn = ['index-url', 'extra-index-url', 'trusted-host', 'timeout', 'retries'];

/** Its configuration where it is installed, else the variables that it would read. */
export async function pipSettings(): Promise<PipSettings> {
  const told = { ...fromEnvironment(), ...(await fromPip()) };
  const variables: Record<string, string> = {};
  for (const name of passedOn) {
    const value = told[name] ?? (name === 'timeout' ? told['default-timeout'] : undefined);
    if (value !== undefined) variables[variableOf(name)] = value;
  }
  const { SSL_CERT_FILE, REQUESTS_CA_BUNDLE } = process.env;
  const path = told['cert'] ?? REQUESTS_CA_BUNDLE ?? SSL_CERT_FILE;
  const certificates = path === undefined ? null : await readFile(path).catch(() => null);
  return { variables, certificates };
}

function fromEnvironment(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of [...passedOn, 'default-timeout', 'cert']) {
    const value = process.env[variableOf(name)];
    if (value) found[name] = value;
  }
  return found;
}

async function fromPip(): Promise<Record<string, string>> {
  try {
    const args = ['-m', 'pip', 'config', 'list', '--disable-pip-version-check'];
    const { stdout } = await promisify(execFile)('python3', args, { timeout: 20_000 });
    const found: Record<string, string> = {};
    for (const [, name = '', value = ''] of stdout.matchAll(
      /^(?:global|install|:env:)\.([\w-]+)='(.*)'$/gm,
    )) {
      found[name] = value;
    }
    return found;
  } catch {
    // No pip here: the environment has told already what there is to know.
    return {};
  }
}

function variableOf(name: string): string {
  return `PIP_${name.replaceAll('-', '_').toUpperCase()}`;
}
