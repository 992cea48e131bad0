import type { GrowthChange } from '../../protocol/growth.ts';
import { Icon } from './controls.tsx';
import { growthNote } from './growth-words.ts';

/** What a version does to the class of growth, beside the figures of one size. */
export function GrowthChangeLine({ change }: { readonly change: GrowthChange }) {
  const { direction, title, text, atLargest } = growthNote(change);
  return (
    <p class="growth-change">
      <Icon name="graph-line" />
      <span>
        <span class="dim">{title}: </span>
        <strong class={`gain-${direction}`}>{text}</strong>
        {atLargest !== null && <span class="dim">. {atLargest}</span>}
      </span>
    </p>
  );
}
