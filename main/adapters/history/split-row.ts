/** The cells of a line, as RFC 4180 has them: a quoted one may hold the separator, and a quote that is written twice. */
export function splitRow(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells = quotedCells(line, separator);
  // A program that took the whole line for one text has quoted it whole.
  const [only = ''] = cells;
  return cells.length === 1 && only.includes(separator) ? quotedCells(only, separator) : cells;
}

function quotedCells(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '"') {
      if (isQuoted && line.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (sign === separator && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  cells.push(cell);
  return cells;
}
