import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// What this machine's own package manager was told, for the images that are made here: none of it
// on a machine that is no Debian.

/**
 * The lines of a sources.list for the release, on the mirrors that this machine itself uses. None
 * on a machine that is no Debian: the bootstrapper then takes those that it knows.
 */
export async function debianMirrors(release: string): Promise<readonly string[]> {
  let sites: readonly string[][] = [];
  try {
    const { stdout } = await run('apt-get', [
      'indextargets',
      '--no-release-info',
      '--format',
      '$(SITE) $(RELEASE) $(COMPONENT)',
      'Created-By: Packages',
    ]);
    sites = stdout.split('\n').map((line) => line.split(' '));
  } catch {
    // Not a Debian machine.
  }
  const debian = sites.filter(
    ([site = '', , component]) =>
      /^https?:\/\/.*\/debian(-security)?\/?$/.test(site) && component === 'main',
  );
  const mirror = debian.find(([, suite = '']) => /^[a-z]+$/.test(suite))?.[0];
  const security = debian.find(([, suite = '']) => suite.endsWith('-security'))?.[0];
  if (mirror === undefined) return [];
  const main = `deb ${mirror} ${release} main`;
  return security === undefined ? [main] : [main, `deb ${security} ${release}-security main`];
}

/** The proxies that this machine's own package manager uses: a build's will need them as well. */
export async function aptProxies(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    const value = process.env[name] ?? process.env[name.toUpperCase()];
    if (value) found[name] = value;
  }
  try {
    const { stdout } = await run('apt-config', [
      'shell',
      'http_proxy',
      'Acquire::http::Proxy',
      'https_proxy',
      'Acquire::https::Proxy',
    ]);
    for (const [, name = '', value = ''] of stdout.matchAll(/^(\w+)='(.*)'$/gm)) {
      if (value !== '' && value !== 'DIRECT') found[name] = value;
    }
  } catch {
    // Not a Debian machine: its environment has told already what there is to know.
  }
  return found;
}

/** What a mirror that is a snapshot needs: options that make up for its age. */
export async function aptValidity(): Promise<readonly string[]> {
  try {
    const { stdout } = await run('apt-config', ['dump', '--format', '%f "%v"%n']);
    return stdout.split('\n').filter((line) => /^Acquire::Check-[\w-]+ "false"$/.test(line));
  } catch {
    return [];
  }
}

const run = promisify(execFile);
