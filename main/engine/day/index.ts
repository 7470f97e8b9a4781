/** The firm's day: its anchor and floors at the reset, the hard stop, the weekend, and an account of the wrong size. */
export { accountSizeDue } from './account-size.ts';
export { hardStopDue } from './hard-stop.ts';
export { dayDue, operationsDue } from './new-day.ts';
export { ownFacts } from './own-facts.ts';
export { peaksDue } from './peaks.ts';
export { unsoundNumbersDue } from './unsound-numbers.ts';
export { weekendDue } from './weekend.ts';
