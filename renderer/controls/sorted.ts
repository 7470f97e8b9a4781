import { wordOrder } from '../format/index.ts';

/** What is sorted by. Null: the row has nothing there; it stands last either way. */
export type SortKey = number | string | null;

/** Rows by their keys; equal ones keep their places. */
export function sorted<T>(rows: readonly T[], by: (row: T) => SortKey, falling: boolean): readonly T[] {
  const keyed = rows.map((row, at) => ({ row, key: by(row), at }));
  return keyed.sort((a, b) => order(a.key, b.key, falling) || a.at - b.at).map(({ row }) => row);
}

function order(a: SortKey, b: SortKey, falling: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const rising = typeof a === 'number' && typeof b === 'number' ? a - b : wordOrder(String(a), String(b));
  return falling ? -rising : rising;
}
