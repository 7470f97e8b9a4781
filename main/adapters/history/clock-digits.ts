/** Digits of a time of day that is written without signs: 930 of four is 09:30, and of six 00:09:30. */
export type ClockDigits = 4 | 6 | null;

/** How many digits the clock of a table has, by the longest there is; null: it is written otherwise. */
export function clockDigitsOf(clocks: readonly string[]): ClockDigits {
  if (clocks.length === 0 || !clocks.every((clock) => /^\d{1,6}$/.test(clock))) return null;
  return clocks.every(({ length }) => length <= 4) ? 4 : 6;
}

/** The whole time of a row: one cell, or a date and a clock, whose zeros a spreadsheet may have dropped. */
export function timeText(cells: readonly string[], [one = -1, two]: readonly number[], digits: ClockDigits): string {
  const date = (cells[one] ?? '').trim();
  if (two === undefined) return date;
  const clock = (cells[two] ?? '').trim();
  return `${date} ${digits === null ? clock : clock.padStart(digits, '0')}`;
}
