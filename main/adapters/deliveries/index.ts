/** Deliveries as they came, in a SQLite file of their own. */
export { openDeliveries } from './delivery-store.ts';
