import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { evaluate, questionOf } from '#engine/product-owner';
import { u1, u2, u3, u4 } from '#engine/u-cells';
import type { Criterion, Signal } from '#shared/domain';
import { NO_PERFORMANCE, type CockpitState } from '#shared/projection';
import { account, entry, EURUSD, GBPUSD, NOW, openRequest, pending, position, signal } from '../rulebook/desk.ts';
import { draft, structure, view, type ViewParts } from './view.ts';

/** An account and a market of uneven numbers, so that every rounding shows. */
const UNEVEN: ViewParts = {
  facts: {
    account: account({ balance: 98_765.432, equity: 97_531.246, freeMargin: 91_234.567, margin: 1_234.567, leverage: 33 }),
    quote: { symbol: 'EURUSD', bid: 1.10007, ask: 1.10013, at: NOW - 1_234 },
    positions: [position({ symbol: 'GBPUSD', volume: 0.37, current: 1.10033, stopLoss: 1.09961, magic: 0 })],
    specs: [EURUSD, GBPUSD],
    linkAgeMs: 1_250,
  },
  structure: structure({ lastClose: 1.10091, spreadMedian: 3.3, atrM5: 0.00091 }),
  config: (of) => void (of.paper = { ...of.paper, alwaysOpen: false, commissionPerLot: 7.137 }),
  state: (of) => {
    const entries = [{ at: NOW - 59_999, symbol: 'GBPUSD', side: 'BUY' as const }];
    of.asked = { requests: 17, lots: { EURUSD: 1.2345, GBPUSD: 0.37 }, entries };
    const sums = { pnl: 4_000, grossWin: 9_000, grossLoss: 5_000, peak: 4_000, maxDrawdown: 500, rSum: 30, rCount: 40 };
    of.performance.set('m5_bos', { ...NO_PERFORMANCE, trades: 40, wins: 25, losses: 15, ...sums });
  },
};
/** A sell that waits, beside an order of its own kind and a position against it, while trading is halted and the link is stale. */
const REFUSED: ViewParts = {
  ...UNEVEN,
  facts: {
    ...UNEVEN.facts,
    link: 'stale',
    positions: [position({ volume: 0.1 })],
    orders: [pending({ volume: 0.2 })],
  },
  state: (of: CockpitState) => {
    UNEVEN.state?.(of);
    const request = openRequest({ side: 'SELL', volume: 0.123, stopLoss: 1.10247 });
    of.orders.set('C1', entry({ request, reserve: 123.456 }));
    of.trading = { ...of.trading, state: 'halted' };
    of.approvalMode = 'auto';
  },
};
const limit: NonNullable<Signal['pending']> = {
  type: 'limit',
  price: 1.10153,
  stopLimit: null,
  expiresAt: NOW + 612_345,
  oco: 'g1',
};

function judged(of: Signal, parts: ViewParts): string[] {
  const seen = view(parts);
  const owner = evaluate(questionOf(of, 'm5_bos', [], seen.state, seen.facts, seen.structure, NOW));
  const [one, two] = [u1(draft(of), seen), (from: ReturnType<typeof draft>) => u2(from, seen)];
  const scored = two(one.draft);
  const sized = u3(scored.draft, seen);
  const asked = u4(sized.draft, seen);
  const lines = ({ code, ok, observed, limit: most, hard, text }: Criterion): string[] => [
    `${code} ${ok ? 'ok' : 'NO'} ${hard ? 'hard' : 'soft'} ${String(observed)} / ${String(most)}`,
    `  ${text}`,
  ];
  const stages = { owner: { criteria: owner.criteria, findings: owner.adjustments }, u1: one, u2: scored, u3: sized, u4: asked };
  return Object.entries(stages).flatMap(([stage, { criteria, findings }]) => [
    `== ${stage}`,
    ...criteria.flatMap(lines),
    ...Object.entries(findings).map(([name, value]) => `${name} = ${String(value)}`),
  ]);
}

it('every rule that judges an entry has the words and the numbers that were read and agreed to', () => {
  const text = [
    ...judged(signal({ entry: 1.10011, stopLoss: 1.09923, takeProfit: 1.10257, madeAt: NOW - 2_345 }), UNEVEN),
    '',
    ...judged(signal({ side: 'SELL', entry: 1.10153, stopLoss: 1.10247, takeProfit: 1.09871, pending: limit }), REFUSED),
  ];
  const agreed = readFileSync(new URL('judged-entries.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  expect(text).toEqual(agreed);
});
