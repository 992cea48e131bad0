import type { Objective, Ratio } from '../../protocol/comparison.ts';
import type { Judgement } from './judge.ts';

/** Says a judgement in words: `2.3x faster (95% CI 2.2 to 2.4) over 40 paired rounds`. */
export function reasonFor(judgement: Judgement, objective: Objective): string {
  const { ratio, decision, heldUp } = judgement;
  const without =
    heldUp !== null && heldUp >= 0.02 && objective !== 'memory'
      ? `, by its own time: others had the core for ${(heldUp * 100).toFixed(0)}%`
      : '';
  const rounds = `over ${ratio.pairs} paired rounds${without}`;
  switch (decision) {
    case 'improved':
      return `${gain(ratio, objective)} ${rounds}`;
    case 'regressed':
      return `${factor(ratio.median)}x ${worse[objective]} (95% CI ${factor(ratio.ci95[0])} to ${factor(ratio.ci95[1])}) ${rounds}`;
    case 'unchanged':
      return `no difference that counts: ratio ${ratio.median.toFixed(3)} (95% CI ${ratio.ci95[0].toFixed(3)} to ${ratio.ci95[1].toFixed(3)}) ${rounds}`;
  }
}

function gain(ratio: Ratio, objective: Objective): string {
  const [low, high] = [factor(1 / ratio.ci95[1]), factor(1 / ratio.ci95[0])];
  return `${factor(1 / ratio.median)}x ${better[objective]} (95% CI ${low} to ${high})`;
}

const better: Readonly<Record<Objective, string>> = {
  time: 'faster',
  memory: 'less memory',
  integral: 'smaller integral',
};

const worse: Readonly<Record<Objective, string>> = {
  time: 'slower',
  memory: 'more memory',
  integral: 'larger integral',
};

/** Two or three significant digits: enough to see an interval, no more than was measured. */
function factor(value: number): string {
  if (!Number.isFinite(value)) return 'over 1000';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
