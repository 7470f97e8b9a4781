/** Signals come in here: dialects are read into the product's own words, then taken on record once or refused with a reason. */
export { acceptSignal, admission } from './accept.ts';
export { idsOf } from './identity.ts';
export { readSignals, type IntakeFacts, type ReadSignal } from './dialects/index.ts';
export { underSource } from './source-rules.ts';
