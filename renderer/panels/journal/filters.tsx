import { EVENT_TYPES } from '#shared/events';
import type { JournalFilter } from '#shared/ipc';
import { SearchField, TextInput } from '../../controls/index.ts';
import { timeTyped } from '../../format/index.ts';

/** What is looked for, as it is typed. */
export type TypedFilter = {
  readonly type: JournalFilter['type'];
  readonly text: string;
  readonly actor: string;
  readonly from: string;
  readonly to: string;
};
export const EVERYTHING: TypedFilter = { type: null, text: '', actor: '', from: '', to: '' };

/** What is asked of the engine; or why it cannot be asked yet. */
export function filterOf({ type, text, actor, from, to }: TypedFilter): JournalFilter | string {
  const [begin, end] = [from, to].map((typed) => (typed.trim() === '' ? null : (timeTyped(typed) ?? undefined)));
  if (begin === undefined || end === undefined) return 'Type a time as 2026-11-24 16:40, UTC';
  if (begin !== null && end !== null && end <= begin) return 'The span ends before it begins';
  return { type, text, actor: actor.trim() === '' ? null : actor.trim(), from: begin, to: end };
}

export const isFiltered = (filter: TypedFilter): boolean =>
  filter.type !== null || [filter.text, filter.actor, filter.from, filter.to].some((typed) => typed.trim() !== '');

type FiltersProps = { readonly filter: TypedFilter; readonly onFilter: (filter: TypedFilter) => void };

/** Type, words, who did it, and the span of time. */
export function Filters({ filter, onFilter }: FiltersProps) {
  const put = (part: Partial<TypedFilter>): void => onFilter({ ...filter, ...part });
  return (
    <div className="journal-filters" role="search" aria-label="Search the journal">
      <select
        className="input"
        aria-label="Record type"
        value={filter.type ?? ''}
        onChange={(event) => put({ type: EVENT_TYPES.find((name) => name === event.target.value) ?? null })}
      >
        <option value="">every type</option>
        {EVENT_TYPES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <SearchField
        label="Filter records"
        placeholder="Signal, symbol, number"
        text={filter.text}
        onText={(text) => put({ text })}
      />
      <TextInput
        label="By whom, a part of it"
        placeholder="By: trader, engine"
        value={filter.actor}
        onChange={(actor) => put({ actor })}
        maxLength={100}
      />
      <TextInput
        label="From, UTC"
        placeholder="From 2026-11-24 16:40"
        value={filter.from}
        onChange={(from) => put({ from })}
        maxLength={30}
      />
      <TextInput
        label="To, UTC"
        placeholder="To 2026-11-24 17:00"
        value={filter.to}
        onChange={(to) => put({ to })}
        maxLength={30}
      />
    </div>
  );
}
