import type { RunKind } from '../../protocol/history.ts';
import { Choice, Icon, SearchField } from './controls.tsx';
import type { Filter } from './model.ts';
import { kindWords } from './words.ts';

interface SearchProps {
  readonly filter: Filter;
  readonly onFilter: (change: Partial<Filter>) => void;
}

const kinds: readonly { readonly value: RunKind | 'all'; readonly text: string }[] = [
  { value: 'all', text: 'All' },
  ...(['optimize', 'measure', 'compare'] as const).map((value) => ({
    value,
    text: kindWords[value].name,
  })),
];

export function Search({ filter, onFilter }: SearchProps) {
  return (
    <div class="search" role="search">
      <SearchField
        value={filter.search}
        label="Search runs by function or file"
        placeholder="Search by function or file"
        onInput={(search) => onFilter({ search })}
      />
      <div class="filters">
        <Choice
          label="Kind of run"
          options={kinds}
          value={filter.kind ?? 'all'}
          onChoose={(kind) => onFilter({ kind: kind === 'all' ? null : kind })}
        />
        <button
          type="button"
          class="chip chip-icon"
          aria-pressed={filter.improvedOnly}
          aria-label="Improved only"
          title="Improved only: runs that found something better"
          onClick={() => onFilter({ improvedOnly: !filter.improvedOnly })}
        >
          <Icon name="arrow-down" />
        </button>
      </div>
    </div>
  );
}
