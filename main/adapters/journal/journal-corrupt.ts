/** The journal on disk is not what was written. Nothing is changed or overwritten; a person has to look. */
export class JournalCorrupt extends Error {
  override readonly name = 'JournalCorrupt';
  /** The record at which it shows; null when it is the file as a whole. */
  readonly seq: number | null;

  constructor(seq: number | null, why: string) {
    super(seq === null ? `The journal is damaged: ${why}` : `The journal is damaged at record ${seq}: ${why}`);
    this.seq = seq;
  }
}
