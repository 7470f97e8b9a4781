/** Orders and positions as facts: intents and their outcomes, deals, and the ledger held against the terminal's own snapshots. */
export { moved, takeAnswer, takeProbe } from './answers.ts';
export { clientId } from './client-id.ts';
export { reconcile, takeDeal } from './reconcile.ts';
