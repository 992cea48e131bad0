import { ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { RecordedCall } from '../core/ports/recording.ts';
import type { Tell } from '../core/ports/service.ts';
import type { ProjectModules } from '../core/project.ts';
import type { RecordedFile, RecordingParts } from '../core/recording.ts';
import { singlePass } from '../measure/repetition.ts';
import { compileModules, projectPartOf } from './project.ts';
import { benchOn, type Place, type Surroundings, withPlace } from './session.ts';
import type { FoundSubject } from './subject.ts';

/** A call that did the same by itself, and the time that it took then. */
export interface Held {
  readonly call: RecordedCall;
  readonly ns: number;
}

/** What became of recorded calls that were run once more. */
interface Looked {
  readonly held: readonly Held[];
  readonly refused: readonly { readonly call: RecordedCall; readonly message: string }[];
  readonly unusable: string | null;
}

/** Calls that may end the process that they are run in, before the rest is given up. */
const mostEnds = 8;
const hashSeed = 1;

/** Runs recorded calls by themselves, on a core that is held, as measuring will run them. */
export class Reproducing {
  readonly #recording: RecordingParts;
  readonly #place: Place;
  readonly #subject: FoundSubject;
  readonly #modules: ProjectModules | null;
  readonly #tell: Tell;

  private constructor(
    recording: RecordingParts,
    place: Place,
    subject: FoundSubject,
    modules: ProjectModules | null,
    tell: Tell,
  ) {
    this.#recording = recording;
    this.#place = place;
    this.#subject = subject;
    this.#modules = modules;
    this.#tell = tell;
  }

  static async within<T>(
    parts: Surroundings & { readonly recording: RecordingParts },
    subject: FoundSubject,
    calls: readonly RecordedCall[],
    settings: Settings,
    tell: Tell,
    signal: AbortSignal,
    work: (reproducing: Reproducing) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { language } = subject;
    const project = await projectPartOf(
      subject,
      [],
      settings,
      parts.rootOf,
      calls.map(({ call }) => call),
    );
    const working = async (place: Place): Promise<Result<T>> => {
      const { lease, limits } = place;
      const modules = await compileModules(lease, language, project.modules, limits, signal);
      if (!modules.ok) return modules;
      return work(new Reproducing(parts.recording, place, subject, modules.value, tell));
    };
    return withPlace(parts, language, settings, tell, signal, working, project);
  }

  /** A call without a known outcome holds where the function can be run on it. */
  async look(
    calls: readonly RecordedCall[],
    file: RecordedFile,
    signal: AbortSignal,
  ): Promise<Result<Looked>> {
    const held: Held[] = [];
    const refused: Looked['refused'][number][] = [];
    let open: RecordedCall[] = [];
    for (const call of calls) {
      if (file.expanded(call.call) === null) {
        refused.push({ call, message: 'no case file could hold it' });
      } else open.push(call);
    }
    for (let ends = 0; open.length > 0; ends++) {
      const done = calls.length - open.length;
      this.#tell({ kind: 'measuring', what: 'Checking calls', done, total: calls.length });
      const round = await this.#run(open, file, signal);
      if (!round.ok) return round;
      if (round.value.kind === 'ran') {
        for (const [index, call] of open.entries()) {
          const now = round.value.outcomes?.[index];
          if (now === undefined) continue;
          const message =
            call.outcome === null
              ? now.kind === 'unbuilt'
                ? (now.message ?? 'its inputs cannot be made')
                : null
              : this.#recording.difference({ ...call.outcome, id: now.id }, now);
          if (message === null) held.push({ call, ns: round.value.caseNs[index] ?? call.ns });
          else refused.push({ call, message });
        }
        break;
      }
      const { begun, message } = round.value;
      if (begun === 0) return ok({ held, refused, unusable: message });
      const culprit = open[begun - 1];
      if (culprit !== undefined) refused.push({ call: culprit, message });
      open = open.filter((call) => call !== culprit);
      if (ends < mostEnds) continue;
      refused.push(...open.map((call) => ({ call, message })));
      break;
    }
    return ok({ held, refused, unusable: null });
  }

  async #run(calls: readonly RecordedCall[], file: RecordedFile, signal: AbortSignal) {
    const cases = calls.map(({ call }, index) => {
      const expanded = file.expanded(call) ?? call;
      return {
        call: { ...expanded, id: String(index) },
        expectation: { kind: 'original' as const },
      };
    });
    const bench = benchOn(this.#place, this.#subject, { cases }, this.#modules);
    return bench.run(this.#subject.version, 'check', singlePass, hashSeed, signal);
  }
}
