/** A figure, a text, or nothing there. */
export type RowCell = number | string | null;

/** A row as it is pasted into a spreadsheet: cells with tabs between them, figures with a decimal point, in one line. */
export const rowText = (cells: readonly RowCell[]): string => cells.map(cellText).join('\t');

/** Texts come from outside too: none ends the cell or the line, and none is taken for a formula where it is pasted. */
function cellText(cell: RowCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const line = cell.replace(/\s+/g, ' ').trim();
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
