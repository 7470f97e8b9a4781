/** Small pure tools that every side needs: assertions, results, canonical JSON, digests, bounds. */
export { assert, InvariantError, present, unreachable } from './assert.ts';
export { appended, setBounded } from './bounded.ts';
export { canonicalJson, type Json } from './canonical.ts';
export { base32Id, digestOf, sha256Hex } from './digest.ts';
export { messageOf, traceOf } from './message-of.ts';
export { err, ok, type Err, type Ok, type Result } from './result.ts';
export { utcClock, utcMinute } from './utc-minute.ts';
export { seen, spelledOut } from './visible.ts';
export { csvCell } from './csv-cell.ts';
