import type { SweepPoint } from './grid.ts';

export const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(2));
export const share = (value: number | null): string => (value === null ? '-' : `${(value * 100).toFixed(0)} %`);
export const pointText = (point: SweepPoint): string => point.map(([path, value]) => `${path} ${String(value)}`).join(', ');

/** Rows as lines of text, each column as wide as its widest cell. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  return rows.map((cells) => cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  '));
}
