import { hotLines } from '../../protocol/hot-lines.ts';
import type { LineProfile } from '../../protocol/line-profile.ts';
import type { HotLine, Proposer } from './ports/proposing.ts';
import type { Version } from './ports/subject.ts';

/** Lines that a model is told of, at most. */
const mostTold = 5;

/** The slowest lines of a profile with their texts. */
export function hotLinesIn({
  code,
  firstLine,
  lines,
}: Pick<LineProfile, 'code' | 'firstLine' | 'lines'>): readonly HotLine[] {
  const texts = code.split(/\r\n|\r|\n/);
  return hotLines(lines, mostTold).map(({ line, share, hits }) => ({
    line: line - firstLine + 1,
    text: (texts[line - firstLine] ?? '').trim(),
    share,
    hits,
  }));
}

/**
 * A proposer that is told where its parent's time goes. `find` is asked once for each parent, and
 * gives no lines where it cannot tell.
 */
export function toldHotLines(
  proposer: Proposer,
  find: (version: Version, signal: AbortSignal) => Promise<readonly HotLine[]>,
): Proposer {
  const found = new Map<string, readonly HotLine[]>();
  return {
    name: proposer.name,
    trust: proposer.trust,
    async propose(request, signal) {
      const { parent, figures, objective } = request;
      // What fails is to be made right first, and memory has no lines.
      if (!figures.passed || objective === 'memory') return proposer.propose(request, signal);
      const hot = found.get(parent.source) ?? (await find(parent, signal));
      found.set(parent.source, hot);
      return proposer.propose({ ...request, hot }, signal);
    },
  };
}
