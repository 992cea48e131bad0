import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../daemon/compose.ts';
import type { Service } from '../../daemon/core/ports/service.ts';
import { findFolders, makeFolders } from '../../daemon/folders.ts';
import { FileLog, logPath } from '../../daemon/log.ts';
import type { CompareParams, MeasureParams, OptimizeParams } from '../../protocol/daemon.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { settingsSchema, type Settings } from '../../protocol/settings.ts';

/** The daemon's service with folders of its own, and a folder for the user's files. */
export interface Rig {
  readonly service: Service;
  readonly folder: string;
  readonly events: RunEvent[];
  tell(event: RunEvent): void;
  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array | object): Promise<string>;
  close(): Promise<void>;
}

export async function makeRig(): Promise<Rig> {
  const root = await mkdtemp(join(tmpdir(), 'afterburner-rig-'));
  const folders = findFolders({ AFTERBURNER_HOME: join(root, 'home') });
  const made = makeFolders(folders);
  if (!made.ok) throw new Error(made.failure.message);
  const log = new FileLog(logPath(folders.state), 'debug');
  const composed = await compose({ folders, log });
  if (!composed.ok) throw new Error(composed.failure.message);
  const service = composed.value;
  const events: RunEvent[] = [];
  return {
    service,
    folder: root,
    events,
    tell: (event) => events.push(event),
    async write(name, content) {
      const path = join(root, name);
      const isFile = typeof content === 'string' || content instanceof Uint8Array;
      await writeFile(path, isFile ? content : JSON.stringify(content));
      return path;
    },
    async close() {
      await service.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Settings of a test: bubblewrap, which starts quickest, a short budget, and toys as they are. */
export function quick(change: Partial<Settings> = {}): Settings {
  return settingsSchema.parse({
    sandbox: 'bubblewrap',
    comparisonSeconds: 3,
    caseTimeoutSeconds: 10,
    exploration: 0,
    timingInputs: 'never',
    ...change,
  });
}

export function measureOf(
  path: string,
  name: string,
  change: Partial<Settings> = {},
): MeasureParams {
  return { subject: { path, source: null, function: name }, cases: null, settings: quick(change) };
}

export function compareOf(
  baseline: string,
  candidate: string,
  name: string,
  change: Partial<Settings> = {},
): CompareParams {
  return {
    baseline: { path: baseline, source: null, function: name },
    candidate: { path: candidate, source: null, function: name },
    cases: null,
    objective: 'time',
    settings: quick(change),
  };
}

export function optimizeOf(
  path: string,
  name: string,
  change: Partial<Settings> = {},
): OptimizeParams {
  return { ...measureOf(path, name, change), objective: 'time', apiKey: null };
}
