/** What a body says, in the product's own words: every payload format we accept, recognised by its shape. Pure. */
export { ageProblem } from './age.ts';
export { derivedId, readSignals, type ReadSignal } from './read-signal.ts';
export type { IntakeFacts } from './facts.ts';
