/** What the doors show, made from the projection and the measured figures; nothing here is stored. */
export { barsView } from './bars.ts';
export { chartView } from './chart.ts';
export { heldOrders, heldPositions, tokensView } from './held.ts';
export { signalsView, signalView } from './signal.ts';
export { marketView, webhookView } from './small.ts';
export { metricsView, statusView } from './status.ts';
export { certificatesView } from './certificates.ts';
