/** A history file that cannot be used, with where it went wrong. `line` counts from 1 and includes the header; 0 is the file as a whole. */
export class HistoryFault extends Error {
  override readonly name: string = 'HistoryFault';
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, problem: string) {
    super(line === 0 ? `${file}: ${problem}` : `${file}:${line}: ${problem}`);
    this.file = file;
    this.line = line;
  }
}

/** What the rows that were looked at leave open: more of them may tell, or the trader. */
export class HistoryQuestion extends HistoryFault {
  override readonly name = 'HistoryQuestion';

  constructor(file: string, problem: string) {
    super(file, 0, problem);
  }
}
