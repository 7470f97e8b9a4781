/** A file in a drop folder, whole and at rest. */
export type DroppedFile = {
  readonly name: string;
  readonly bytes: number;
  /** When it was written, by this PC's clock, UTC ms. */
  readonly writtenAt: number;
  /** Null: it is no text, or `refusal` says why it was not read. */
  readonly text: string | null;
  readonly refusal: { readonly code: 'malformed' | 'too_large'; readonly detail: string } | null;
};

/** A folder whose files are signals. Nothing in it throws: what is wrong is told, with the remedy. */
export interface DropFolder {
  /** The files that have settled since the look before, oldest first, some at a time. `problem` null: all is well. */
  look(): { readonly files: readonly DroppedFile[]; readonly problem: string | null };
  /**
   * Puts away a file that was handed on, with a note beside it; answers with why it could not, or null. What was put in its place
   * meanwhile stays, and is handed on like any other.
   */
  move(file: DroppedFile, to: 'done' | 'refused', note: string | null): string | null;
  /** Puts a file there as a sender does: under a name that is not read yet, then renamed. Answers with why it could not, or null. */
  put(name: string, text: string): string | null;
  /** Takes away what was put there. False: it is not there any more. */
  takeBack(name: string): boolean;
}
