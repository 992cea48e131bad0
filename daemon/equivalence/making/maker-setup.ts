import type { VersionExplorer } from '../../core/equivalence.ts';
import type { InputSketch } from '../../core/exploring.ts';
import type { Version } from '../../core/ports/subject.ts';
import type { Domain } from '../generate/domain.ts';

/** What inputs are generated from, and what the original is run by. */
export interface MakerSetup {
  readonly explorer: VersionExplorer;
  readonly original: Version;
  readonly sketch: InputSketch;
  readonly domain: Domain | null;
  readonly seed: number;
}
