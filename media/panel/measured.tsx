import { countSources, fileName, sourcesText } from '../../protocol/case-source.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import type { Failure } from '../../protocol/failures.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import { formatRate } from '../../protocol/format.ts';
import { MemoryCurve } from './curve.tsx';
import { curveSeries } from './curve-series.ts';
import { Figures } from './figures.tsx';
import { figureRows } from './figures-rows.ts';
import { GrowthChangeLine } from './growth-change.tsx';
import { plural, verdictWords } from './words.ts';
import { useMemo } from 'preact/hooks';

/** What was measured of one version, or of two side by side. */

interface MeasuredProps {
  readonly original: Measurement | null;
  readonly version: Measurement | null;
  readonly ratios: Comparison['ratios'];
  readonly names: { readonly original: string; readonly version: string };
  /** How both grow with their inputs, where that was looked at. */
  readonly growth?: Comparison['growth'];
}

export function Measured({ original, version, ratios, names, growth = null }: MeasuredProps) {
  const rows = figureRows(original, version, ratios);
  const { original: first, version: second } = names;
  // One curve alone is drawn as the version is: it is what the user looks at.
  const alone = version === null;
  const series = useMemo(
    () =>
      alone
        ? curveSeries(null, original, { original: '', version: first })
        : curveSeries(original, version, { original: first, version: second }),
    [original, version, alone, first, second],
  );
  return (
    <>
      <Figures caption="Figures" rows={rows} names={names} />
      {growth !== null && <GrowthChangeLine change={growth} />}
      {series !== null && (
        <>
          <h3>Memory over time</h3>
          <MemoryCurve series={series} names={alone ? { original: '', version: first } : names} />
        </>
      )}
    </>
  );
}

/** How the cases went, what to doubt, and where it was measured. */
export function Circumstances({
  measurement,
  comparison = null,
}: {
  readonly measurement: Measurement;
  /** What the measurement was compared in: its doubts come first. */
  readonly comparison?: Comparison | null;
}) {
  const { cases, environment, runtime, sampler, notices = [] } = measurement;
  const doubts = [...(comparison?.doubts ?? []), ...measurement.doubts];
  const kinds = doubts.map(({ kind }) => kind);
  const failing = cases.filter(({ verdict }) => verdict !== 'passed');
  const found = sourcesText(countSources(cases), fileName);
  const facts = [
    `${cases.length - failing.length} of ${plural(cases.length, 'case')} passed`,
    ...(runtime === null ? [] : [plural(runtime.rounds, 'round')]),
    ...(sampler === null ? [] : [`memory sampled at ${formatRate(sampler.rateHz)}`]),
  ];
  return (
    <section class="circumstances" aria-label="How it was measured">
      <p class="dim" title={found === '' ? undefined : `Cases: ${found}`}>
        {facts.join(' · ')}
      </p>
      {failing.length > 0 && (
        <ul class="failing">
          {failing.slice(0, 20).map(({ id, verdict, message }) => (
            <li key={id}>
              <span class="codicon codicon-error" aria-hidden="true" />
              <span>
                {id} {verdictWords[verdict]}
                {message !== null && <span class="dim">: {message}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {doubts
        .filter(({ kind }, index) => kinds.indexOf(kind) === index)
        .map(({ kind, advice }) => (
          <p key={kind} class="doubt">
            <span class="codicon codicon-info" aria-hidden="true" />
            <span>{advice}</span>
          </p>
        ))}
      {notices.map((notice) => (
        <p key={notice} class="doubt">
          <span class="codicon codicon-info" aria-hidden="true" />
          <span>{notice}</span>
        </p>
      ))}
      <p class="dim">
        {environment.toolchain} · {environment.cpu} · {environment.isolation}
      </p>
    </section>
  );
}

export function FailureBox({ failure }: { readonly failure: Failure }) {
  return (
    <div class="failure" role="alert">
      <span class="codicon codicon-error" aria-hidden="true" />
      <div>
        <p>{failure.message}</p>
        <p class="dim">{failure.hint}</p>
      </div>
    </div>
  );
}
