/** Which rule did not hold, and how one saw it. The names are those of the quality bar; `A1` is a trader's click, `BUG` an assertion. */
export type Broken = { readonly invariant: string; readonly text: string };
/** Where a witness says what it saw; the first word counts. */
export type Report = (invariant: string, text: string) => void;
