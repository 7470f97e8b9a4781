/** The journal: what happened, in order, as it was written down. */
export { JournalView } from './journal-view.tsx';
