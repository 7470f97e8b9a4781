/** A spreadsheet's day: whole days since 30 December 1899, the clock as a part of one; in one cell, or in two. */
const SERIAL = /^([2-7]\d{4})(?:[.,](\d+))?(?: (?:0?[.,](\d+)|[01]))?$/;
const EPOCH = Date.UTC(1899, 11, 30);
const [DAY_MS, MINUTE_MS] = [86_400_000, 60_000];

/** Whether a cell may be such a day: of 1954 to 2119. */
export const isSerial = (cell: string): boolean => SERIAL.test(cell);

/** Its moment as if it were UTC, on the minute or second that its digits mean; null: it is none. */
export function serialMoment(cell: string): number | null {
  const match = SERIAL.exec(cell);
  if (match === null) return null;
  const [, days = '', own, beside] = match;
  const digits = own ?? beside ?? '';
  const ms = Number(`0.${digits || '0'}`) * DAY_MS;
  // What was rounded away may be half of the last digit's worth.
  const slack = DAY_MS * 10 ** -Math.max(digits.length, 1) * 0.51 + 1;
  const near = [MINUTE_MS, 1_000].find((unit) => Math.abs(Math.round(ms / unit) * unit - ms) <= Math.min(slack, unit / 3));
  return EPOCH + Number(days) * DAY_MS + (digits === '' ? 0 : near === undefined ? Math.round(ms) : Math.round(ms / near) * near);
}
