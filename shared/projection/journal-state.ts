/** What was found wrong with the journal at rest, and since when. */
export type JournalDoubt = { readonly code: string; readonly text: string; readonly since: number };

/** What the operator went on in spite of. */
export type AdoptedFinding = Pick<JournalDoubt, 'code' | 'text'>;

/** Since when the journal cannot be written, and why. `isLost`: it is given up for this run. */
export type JournalFault = { readonly since: number; readonly detail: string; readonly isLost: boolean };
