/** The journal: what happened, in order, as it was written down. */
export { JournalView } from './journal-view.tsx';
export { matching, olderFrom } from './journal-lines.ts';
