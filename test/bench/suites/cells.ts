import { hourlyCorrelation, structureView } from '#engine/market';
import { evaluate, questionOf } from '#engine/product-owner';
import { draftOf, u1, u2, u3, u4, type CellView, type Draft } from '#engine/u-cells';
import { present } from '#shared/lib';
import { keep } from '../measure/keep.ts';
import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { factsAt, OPENING, signalAt } from '../world/market-facts.ts';
import { liveSignal } from '../world/signal-life.ts';
import type { Turns } from '../world/turns.ts';
import { warmTurns } from '../world/warm-turns.ts';

const WARM = 1_500;
const TIMES = 5_000;
/** Until the compiler has settled: what the target of the gate is measured at. */
const SETTLED = 40_000;
/** Fills the memory of trades, half of that of signals and a quarter of that of orders. */
const PAST_LIVES = 1_000;
const STEP_MS = 5_000;

/** An engine with a past of so many ended trades, and the signal that is judged. */
function scene(lives: number): { readonly turns: Turns; readonly at: number; readonly view: CellView; readonly draft: Draft } {
  const turns = warmTurns();
  for (let life = 0; life < lives; life += 1) liveSignal(turns, `past-${life}`, OPENING + life * STEP_MS, (_, act) => act());
  const at = OPENING + (lives + 1) * STEP_MS;
  const facts = factsAt(at);
  const signal = signalAt('judged', at);
  const payload = {
    arrival: { kind: 'signal', signal },
    source: 'webhook',
    traceId: 't',
    fingerprint: 'judged',
    nonce: null,
    facts,
  } as const;
  turns.take({ type: 'signal.arrived', payload }, at);
  const { cockpit, market } = turns.engine;
  const view: CellView = {
    nowMs: at,
    state: cockpit,
    facts,
    structure: structureView(market, 'EURUSD'),
    config: cockpit.config,
    correlation: (one, other) => hourlyCorrelation(market, one, other),
  };
  const draft = draftOf(signal, 'm5_bos', cockpit.config.strategies.m5_bos, { riskFactor: 1, targetRr: 2.5 }, []);
  return { turns, at, view, draft };
}

function timed(act: () => number, warm = WARM): Figures {
  const latencies = new Latencies();
  for (let i = 0; i < warm + TIMES; i += 1) {
    const began = nanoseconds();
    const value = act();
    const took = nanoseconds() - began;
    keep(value);
    if (i >= warm) latencies.add(took);
  }
  const { p50, p99 } = latencies.us();
  return { p50, p99 };
}

function owner(lives: number): Figures {
  const { turns, at, view, draft } = scene(lives);
  const { cockpit, market } = turns.engine;
  return timed(() => {
    const question = questionOf(draft.signal, 'm5_bos', [], cockpit, view.facts, structureView(market, 'EURUSD'), at);
    return evaluate(question).criteria.length;
  });
}

/** Only the checks before an order: room, exposure, size, and every rule of the gate. */
function checks(lives: number): Figures {
  const { view, draft } = scene(lives);
  const scored = u2(u1(draft, view).draft, view).draft;
  return timed(() => u3(scored, view).criteria.length, SETTLED);
}

function pipeline(lives: number): Figures {
  const { view, draft } = scene(lives);
  return timed(() => {
    let current = draft;
    for (const cell of [u1, u2, u3, u4]) {
      const { draft: next, verdict, criteria } = cell(current, view);
      if (verdict === 'refused')
        throw new Error(`the benchmark no longer fits: ${JSON.stringify(criteria.find(({ ok }) => !ok))}`);
      current = next;
    }
    return present(current.request, 'U4 made a request').clientOrderId.length;
  });
}

export const suite: Suite = {
  name: 'cells',
  title: 'Judgement: product owner (question and all rules), U1 to U4 (all checks to a finished order)',
  baseline: 'owner, new account',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
  ],
  candidates: [
    { name: 'owner, new account', measure: () => owner(0) },
    { name: 'owner, 1,000 past trades', measure: () => owner(PAST_LIVES) },
    { name: 'U1 to U4, new account', measure: () => pipeline(0) },
    { name: 'U1 to U4, 1,000 past trades', measure: () => pipeline(PAST_LIVES) },
    { name: 'U3 alone, settled, new account', measure: () => checks(0) },
    { name: 'U3 alone, settled, 1,000 past', measure: () => checks(PAST_LIVES) },
  ],
  notes: ['Past trades are what a cockpit remembers after some weeks; signals are bounded at 2,000, orders at 4,000.'],
};
