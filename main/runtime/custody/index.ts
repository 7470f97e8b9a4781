/** What came to the doors, kept as it came and without its secrets. */
export { Custody, type Kept } from './custody.ts';
export { findDeliveries } from './find-deliveries.ts';
export { redacted } from './redacted.ts';
