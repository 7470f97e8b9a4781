import type { BackgroundTask, BackgroundWord } from '#ports';

/** Tells the cockpit how far it is. */
export type Say = (word: BackgroundWord) => void;
/** Where a run is made and what it is called. */
export type RunPlace = Omit<Extract<BackgroundTask, { readonly out: string }>, 'ask'>;
