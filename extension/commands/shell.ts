import type { LogOutputChannel } from 'vscode';
import type { Result } from '../../protocol/failures.ts';
import type { VersionParams } from '../../protocol/history.ts';
import type { ApiKey } from '../api-key.ts';
import type { Client } from '../client.ts';
import type { UsedBefore } from '../used-before.ts';
import type { Tell } from './tell.ts';

/** What the commands work with. */
export interface Shell {
  readonly client: Client;
  readonly log: LogOutputChannel;
  readonly tell: Tell;
  readonly used: UsedBefore;
  readonly apiKey: ApiKey;
  readonly proposals: { show(version: VersionParams): Promise<Result<null>> };
  readonly history: { reveal(version: VersionParams | null): Promise<void> };
}
