import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Paths of a project's files, relative to its root, with `/`. */
export interface Listing {
  readonly paths: readonly string[];
  /** There is more than was looked through. */
  readonly isPartial: boolean;
}

/** A folder as its project's root; one without a mark of a project may be anything. */
export interface ProjectFolder {
  readonly root: string;
  readonly isMarked: boolean;
}

/** Bounds of a walk: a project has less, and a home folder is not gone through. */
const most = { entries: 100_000, depth: 32 };

/**
 * The files that belong to a project: those that git tracks or would, where it answers, else those
 * that a walk finds. Environments, caches, installed packages and what is secret by its name are
 * left out. Runs nothing of the project: git's hooks for looking at files are off.
 */
export async function listProject(folder: ProjectFolder): Promise<Listing> {
  const byGit = await fromGit(folder.root);
  const found = byGit ?? (await walk(folder));
  const environments = found.paths.flatMap((path) => /^(.*\/)pyvenv\.cfg$/.exec(path)?.[1] ?? []);
  const isTracked = new Set(byGit?.tracked ?? []);
  const paths = found.paths.filter(
    (path) =>
      !path.split('/').slice(0, -1).some(isInstalled) &&
      !environments.some((each) => path.startsWith(each)) &&
      (isTracked.has(path) || !isSecret(path)),
  );
  return { paths: paths.toSorted(), isPartial: found.isPartial };
}

interface GitListing extends Listing {
  readonly tracked: readonly string[];
}

/** Null where there is no git, or the folder is in no repository. */
async function fromGit(root: string): Promise<GitListing | null> {
  const tracked = await git(root, ['--cached']);
  const others = tracked && (await git(root, ['--others', '--exclude-standard']));
  if (tracked === null || others === null) return null;
  // A repository that knows nothing of the folder says nothing about it.
  if (tracked.length + others.length === 0) return null;
  return { paths: [...new Set([...tracked, ...others])], tracked, isPartial: false };
}

async function git(root: string, which: readonly string[]): Promise<readonly string[] | null> {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env;
  const options = { env: { ...env, GIT_OPTIONAL_LOCKS: '0' }, timeout: 20_000 };
  const args = ['-C', root, '-c', 'core.fsmonitor=false', '-c', 'core.untrackedCache=false'];
  try {
    const { stdout } = await promisify(execFile)('git', [...args, 'ls-files', '-z', ...which], {
      ...options,
      maxBuffer: 64 * 1024 * 1024,
    });
    // A repository within is listed as a folder, and is another project.
    return stdout.split('\0').filter((path) => path !== '' && !path.endsWith('/'));
  } catch {
    return null;
  }
}

/** Files under the root, those of nearer folders first. Links to folders are listed, not entered. */
async function walk({ root, isMarked }: ProjectFolder): Promise<Listing> {
  const paths: string[] = [];
  let folders: readonly string[] = [''];
  let entries = 0;
  for (let depth = 0; folders.length > 0; depth++) {
    const inner: string[] = [];
    for (const folder of folders) {
      if (entries > most.entries || depth > most.depth) return { paths, isPartial: true };
      const found = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
      entries += found.length;
      if (found.some(({ name }) => name === 'pyvenv.cfg')) continue;
      for (const entry of found) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
        const isEntered = entry.isDirectory() && !isInstalled(entry.name) && !isMade(entry.name);
        // A folder that is no project may be anything: only its folders of tests are entered.
        if (isEntered && (isMarked || depth > 0 || /^tests?$/.test(entry.name))) inner.push(path);
      }
    }
    folders = inner;
  }
  return { paths, isPartial: false };
}

/** Folders that are nobody's source, even where git has them. */
function isInstalled(name: string): boolean {
  return /^(?:\.git|\.hg|\.svn|node_modules|\.?venv|virtualenv|site-packages|dist-packages|__pycache__|__pypackages__|\.tox|\.nox|\.(?:pytest|mypy|ruff)_cache|\.eggs|.*\.egg-info)$/.test(
    name,
  );
}

/** Folders that are made, where no git says so. */
function isMade(name: string): boolean {
  return /^(?:\.(?!afterburner$).*|env|build|dist|target|htmlcov)$/.test(name);
}

/** Names under which keys and passwords are kept; samples of such files hold none. */
function isSecret(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(?:example|sample|template|dist)$/.test(name)) return false;
  return /^(?:\.env(?:\..*)?|\.envrc|\.netrc|_netrc|\.pypirc|\.npmrc|\.pgpass|\.git-credentials|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|jks|keystore|kdbx))$/.test(
    name,
  );
}
