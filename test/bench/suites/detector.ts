import { createMarketState, foldBar } from '#engine/market';
import type { Bar } from '#shared/domain';
import { keep } from '../measure/keep.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import { playTrivially } from '../peers/event-loop.ts';
import type { Figures, Suite } from '../suite.ts';
import { EURUSD, recordedBars, walkedBars, withoutRecording } from '../world/prices.ts';

const BARS = 250_000;
const UNTIL = Date.UTC(2026, 0, 2);

function detect(bars: readonly Bar[]): number {
  const state = createMarketState();
  let setups = 0;
  for (const bar of bars) setups += foldBar(state, bar, EURUSD).fresh.length;
  return setups;
}

/** The compiler has done its work when the clock starts. */
function pace(bars: readonly Bar[], play: (bars: readonly Bar[]) => number): Figures {
  const passes = Math.ceil(BARS / bars.length);
  for (let pass = 0; pass < passes; pass += 1) keep(play(bars));
  const began = nanoseconds();
  for (let pass = 0; pass < passes; pass += 1) keep(play(bars));
  const ns = (nanoseconds() - began) / (passes * bars.length);
  return { rate: 1e9 / ns, ns };
}

export const suite: Suite = {
  name: 'detector',
  title: 'Detector alone: M1 bars, M5 folded, structure, retests, setups',
  baseline: 'trivial event engine (floor)',
  metrics: [
    { key: 'rate', label: 'bars', unit: '/s' },
    { key: 'ns', label: 'a bar', unit: 'ns' },
  ],
  candidates: [
    { name: 'trivial event engine (floor)', measure: () => pace(walkedBars(BARS, UNTIL), playTrivially) },
    { name: 'ours, 250,000 walked bars', measure: () => pace(walkedBars(BARS, UNTIL), detect) },
    { name: 'ours, recorded EURUSD', measure: () => pace(recordedBars(), detect), needs: withoutRecording },
  ],
  notes: ['Floor: moving-average cross, next-open fill, stop, target, equity, drawdown, trade log; it knows no structure.'],
};
