import type { LogOutputChannel, Uri } from 'vscode';
import type { Result } from '../../protocol/failures.ts';
import type { PlacedProfile } from '../../protocol/editor.ts';
import type { VersionParams } from '../../protocol/history.ts';
import type { FiledFunction } from '../../protocol/panel.ts';
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
  readonly history: {
    reveal(version: VersionParams | null): Promise<void>;
    revealGrowth(of: FiledFunction): Promise<void>;
  };
  readonly heat: { show(uri: Uri, profile: PlacedProfile): boolean; hide(): void };
}
