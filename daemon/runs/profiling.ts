import type { MeasureParams } from '../../protocol/daemon.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { LineProfile } from '../../protocol/line-profile.ts';
import type { Language } from '../core/ports/language.ts';
import type { Tell } from '../core/ports/service.ts';
import { profileOn } from '../measure/line-profiling.ts';
import { environmentOf } from '../measure/measurement.ts';
import { type SessionParts, withSession } from './session.ts';
import { findSubject } from './subject.ts';

interface ProfilingParts extends SessionParts {
  readonly languages: readonly Language[];
}

/** Time under the sampling hook, at most, unless one pass takes longer. */
const budgetMs = 2000;

/** Says where one pass over a function's cases spends its time, line by line. */
export async function profileLines(
  parts: ProfilingParts,
  params: MeasureParams,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<LineProfile>> {
  const found = await findSubject(params.subject, parts.languages);
  if (!found.ok) return found;
  const { language, version } = found.value;
  const { lineProfiler } = language;
  if (lineProfiler === undefined) {
    return fail('language-unsupported', `There is no line profile for ${language.id}.`);
  }
  return withSession(parts, found.value, params, tell, signal, async ({ bench, lease }) => {
    tell({ kind: 'measuring', what: 'Profiling', done: 0, total: 1 });
    const profiled = await profileOn({ bench, profiler: lineProfiler, version, budgetMs }, signal);
    if (!profiled.ok) return profiled;
    const { toolchain, ...profile } = profiled.value;
    const { isolation, core, host } = lease;
    return ok({ ...profile, environment: environmentOf(host, isolation, core, toolchain) });
  });
}
