import { useMemo } from 'react';
import { useAct, useUi } from '../store/index.ts';

/** What can be left out of a table. */
type Choosable = {
  readonly title: string;
  /** Always shown: what is done with a row. */
  readonly stays?: boolean;
};

/** Which columns a list shows, and what its menu does. */
export type ColumnChoice = {
  /** The titles that can be left out, in the order of the table, each with whether it is shown. */
  readonly offered: readonly (readonly [title: string, isShown: boolean])[];
  readonly isDefault: boolean;
  readonly toggle: (title: string) => void;
  readonly reset: () => void;
};

/**
 * The columns of a list that are shown, by its name, kept on this computer. Titles that the list does not have are passed over, and where
 * nothing would be left all are shown: at least one stays.
 */
export function useColumns<T extends Choosable>(
  list: string,
  columns: readonly T[],
): ColumnChoice & { readonly shown: readonly T[] } {
  const act = useAct();
  const hidden = useUi((view) => view.hiddenColumns[list]);
  const shown = useMemo(() => shownOf(columns, hidden), [columns, hidden]);
  const offered = columns.filter(({ stays }) => stays !== true).map((column) => [column.title, shown.includes(column)] as const);
  const toggle = (title: string): void => {
    const next = offered.filter(([name, isShown]) => (name === title ? isShown : !isShown)).map(([name]) => name);
    if (next.length < offered.length) act.hideColumns(list, next);
  };
  return { shown, offered, isDefault: shown.length === columns.length, toggle, reset: () => act.hideColumns(list, []) };
}

function shownOf<T extends Choosable>(columns: readonly T[], hidden: readonly string[] | undefined): readonly T[] {
  if (hidden === undefined) return columns;
  const left = columns.filter(({ title, stays }) => stays === true || !hidden.includes(title));
  return left.some(({ stays }) => stays !== true) ? left : columns;
}
