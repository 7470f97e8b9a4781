import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Suite } from '../suite.ts';
import { OPENING } from '../world/market-facts.ts';
import { liveSignal } from '../world/signal-life.ts';
import { warmTurns } from '../world/warm-turns.ts';

const WARM = 200;
const LIVES = 500;
const STEP_MS = 5_000;

function measure(of: 'arrived' | 'evaluate' | 'execute'): () => { readonly p50: number; readonly p99: number } {
  return () => {
    const turns = warmTurns();
    const latencies = new Latencies();
    for (let life = 0; life < WARM + LIVES; life += 1) {
      liveSignal(turns, `signal-${life}`, OPENING + life * STEP_MS, (name, act) => {
        if (name !== of || life < WARM) return void act();
        const began = nanoseconds();
        act();
        latencies.add(nanoseconds() - began);
      });
    }
    const { p50, p99 } = latencies.us();
    return { p50, p99 };
  };
}

export const suite: Suite = {
  name: 'turn',
  title: 'Engine turn in memory: decide, fold and follow (no journal)',
  baseline: 'signal.arrived',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
  ],
  candidates: [
    { name: 'signal.arrived', measure: measure('arrived') },
    { name: 'evaluate', measure: measure('evaluate') },
    { name: 'execute: owner again, U1 to U4, intent', measure: measure('execute') },
  ],
  notes: ['200 to 700 ended signals in memory, 720 M1 bars folded; a turn is 2, 4 and 8 records.'],
};
