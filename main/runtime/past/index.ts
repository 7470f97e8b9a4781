/** The cockpit as it was: folded from the journal's own records, with what the terminal had told by then. */
export { pastHandlers } from './past-commands.ts';
