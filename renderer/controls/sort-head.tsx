import type { KeyboardEvent } from 'react';
import { Icon } from './icon.tsx';
import type { Sortable, Sorting } from './use-sorting.ts';
import './sort-head.css';

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, Home: -1e3, End: 1e3 };

/** What a head of a sorted column says of itself to a screen reader. */
export const ariaSort = ({ sort }: Sorting, title: string): 'ascending' | 'descending' | undefined =>
  sort?.column !== title ? undefined : sort.falling ? 'descending' : 'ascending';

/** A column's title that sorts by it. Numbers begin with the largest, words with A; a third press gives the list its own order back. */
export function SortHead<T>({ column, sorting }: { readonly column: Sortable<T>; readonly sorting: Sorting }) {
  const { title, align } = column;
  const { sort, stop, press, onFocus } = sorting;
  const isOn = sort?.column === title;
  return (
    <button
      type="button"
      className={align === 'right' ? 'sort-head at-right' : 'sort-head'}
      tabIndex={stop === title ? 0 : -1}
      title={`Sort by ${title}`}
      onFocus={() => onFocus(title)}
      onClick={() => press(title, align === 'right')}
      onKeyDown={along}
    >
      {title}
      {isOn && <Icon name={sort.falling ? 'down' : 'up'} small />}
    </button>
  );
}

/** Arrows, Home and End go from head to head; the list under them does not hear it. */
function along(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.stopPropagation();
  event.preventDefault();
  const heads = [...(event.currentTarget.closest('tr, [role="row"]')?.querySelectorAll<HTMLElement>('.sort-head') ?? [])];
  const to = Math.min(heads.length - 1, Math.max(0, heads.indexOf(event.currentTarget) + step));
  heads[to]?.focus();
}
