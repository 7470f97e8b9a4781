import type { Suite } from '../suite.ts';
import { answered, echoed } from '../world/order-rounds.ts';

const BACK_TO_BACK = { warm: 500, counted: 4_000, gapMs: 0 };

export const suite: Suite = {
  name: 'bridge',
  title: 'Order to its answer over the bridge, two processes, loopback',
  baseline: 'raw TCP echo of the same size',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
  ],
  candidates: [
    { name: 'raw TCP echo of the same size', measure: () => echoed(BACK_TO_BACK) },
    { name: 'ours: command, session, checks, outcome', measure: () => answered(BACK_TO_BACK, 0) },
    { name: 'ours, and 200 ticks a second of 50 symbols', measure: () => answered(BACK_TO_BACK, 200) },
    { name: 'ours, and 200 ticks a second of each of 50 symbols', measure: () => answered(BACK_TO_BACK, 10_000) },
  ],
  notes: [
    'Both sides of ours are Node; MetaTrader wakes its Expert Advisor every 10 to 20 ms, which is what a trader will see.',
    'The far side cannot turn off TCP’s delay of small packets, as MQL5 cannot: an answer behind a tick may wait for an acknowledgement (p99).',
    'Its own way through the compiled Expert Advisor is tested, not timed: the sanitizers are in it.',
  ],
};
