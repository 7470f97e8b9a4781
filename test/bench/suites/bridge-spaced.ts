import type { Suite } from '../suite.ts';
import { answered, echoed } from '../world/order-rounds.ts';

/** As a trader's orders come: long after the last line that anybody acknowledged. */
const SPACED = { warm: 50, counted: 400, gapMs: 20 };

export const suite: Suite = {
  name: 'bridge-spaced',
  title: 'Order to its answer over the bridge, orders 20 to 26 ms apart',
  baseline: 'raw TCP echo, spaced alike',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
  ],
  candidates: [
    { name: 'raw TCP echo, spaced alike', measure: () => echoed(SPACED) },
    { name: 'ours', measure: () => answered(SPACED, 0) },
    { name: 'ours, and 200 ticks a second of 50 symbols', measure: () => answered(SPACED, 200) },
    { name: 'ours, and 200 ticks a second of each of 50 symbols', measure: () => answered(SPACED, 10_000) },
  ],
  notes: [
    'Back to back every order acknowledges the line before; spaced, an answer behind a tick would wait 40 ms for an acknowledgement if the',
    'cockpit did not send a line at once. The goal is a p50 of at most twice the echo.',
  ],
};
