/** Entries that wait at the broker for their price: when they have to go, and what a group's first fill does to the others. */
export { cancelOrder, replaceOrder } from './by-hand.ts';
export { cancelOf } from './cancel.ts';
export { groupsDue } from './groups.ts';
export { restingDue } from './resting-due.ts';
