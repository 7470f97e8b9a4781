import { expect, test } from 'vitest';
import { createChance, type Chance } from '#main/paper-broker/index.ts';
import type { Deal } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const SEEDS = 30;
const STEPS = 25;
const CONFIG = {
  approvals: { mode: 'auto' },
  cells: { u3: { maxOpenPositions: 9, onePositionPerSymbol: false, opposite: 'allow' } },
  strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 9, maxDailyRiskPercent: 5 }, m1_retest: { sessions: ['any'] } },
};

/** How often an entry ended in each way, over all stories: a story that trades nothing proves nothing. */
const ends = new Map<string, number>();
const count = (what: string): void => void ends.set(what, (ends.get(what) ?? 0) + 1);

/** What the broker alone shows of one story: the witness asks neither engine nor journal. */
const madeOf = (deals: readonly Deal[], clientOrderId: string): readonly Deal[] =>
  deals.filter((deal) => deal.entry === 'in' && deal.clientOrderId === clientOrderId);

async function step(story: CockpitInMemory, chance: Chance, at: number): Promise<void> {
  const pick = chance();
  const { ask } = story.broker.quote('EURUSD')!;
  const round = (price: number): number => Number(price.toFixed(5));
  if (pick < 0.4) {
    const isBuy = chance() < 0.5;
    const up = isBuy ? 1 : -1;
    const type = chance() < 0.5 ? 'limit' : 'stop';
    const entry = round(ask + (type === 'stop' ? up : -up) * (0.0004 + 0.001 * chance()));
    if (chance() < 0.2) story.faults.push({ kind: 'answer_lost' });
    await story.submit(`s${at}`, {
      direction: isBuy ? 'BUY' : 'SELL',
      order_type: type,
      valid_for: 20 + Math.floor(200 * chance()),
      ...(chance() < 0.5 ? { oco: `g${Math.floor(at / 6)}` } : {}),
      price_levels: { entry, stop_loss: round(entry - up * 0.002), take_profit: round(entry + up * 0.006) },
    });
  } else if (pick < 0.75) await story.price('EURUSD', round(story.market.bid('EURUSD') + (chance() - 0.5) * 0.003));
  else if (pick < 0.82) await story.submit(`c${at}`, { kind: 'cancel', direction: chance() < 0.5 ? 'BUY' : 'SELL' });
  else if (pick < 0.9) {
    const [order] = [...story.cockpit.openOrders];
    if (order !== undefined) await story.act('order.cancel', { order });
  } else if (pick < 0.94) {
    story.crash();
    await story.restart();
  }
  await story.advance(Math.floor(9_000 * chance()));
}

test.each(Array.from({ length: SEEDS }, (_, seed) => seed + 1))(
  'story %i: filled at most once, cancelled stays cancelled, a group has one position, and nothing rests after a stop',
  async (seed) => {
    const story = await CockpitInMemory.open({ config: CONFIG });
    const chance = createChance(seed);
    for (let at = 0; at < STEPS; at += 1) await step(story, chance, at);
    await story.advance(30_000);
    const deals = await story.broker.deals(0);
    for (const { clientOrderId, request, state, reserve, riskMoney } of story.cockpit.orders.values()) {
      if (request.op !== 'open') continue;
      const made = madeOf(deals, clientOrderId);
      count(request.pending?.oco === undefined ? state : `${state} in a group`);
      expect(made.length).toBeLessThanOrEqual(1);
      if (state === 'cancelled' || state === 'expired' || state === 'refused')
        expect([clientOrderId, made]).toEqual([clientOrderId, []]);
      if (state === 'confirmed') expect([clientOrderId, made.length]).toEqual([clientOrderId, 1]);
      if (state === 'working') expect(reserve).toBeGreaterThanOrEqual(riskMoney);
    }
    const groupsOf = (wanted: string): readonly string[] =>
      [...story.cockpit.orders.values()].flatMap(({ request, state }) =>
        state === wanted && request.op === 'open' && request.pending?.oco !== undefined ? [request.pending.oco] : [],
      );
    const filled = new Set(groupsOf('confirmed'));
    expect(groupsOf('working').filter((oco) => filled.has(oco))).toEqual([]);
    const groups = new Map<string, number>();
    for (const held of story.broker.snapshot()!.positions) {
      const order = story.cockpit.orders.get(held.clientOrderId ?? '');
      const oco = order?.request.op === 'open' ? order.request.pending?.oco : undefined;
      if (oco !== undefined) groups.set(oco, (groups.get(oco) ?? 0) + 1);
    }
    expect(Math.max(0, ...groups.values())).toBeLessThanOrEqual(1);
    expect(story.bugs).toEqual([]);
    story.runtime.halt({ reason: 'end', flatten: true }, 'trader');
    await story.advance(30_000);
    expect(story.broker.snapshot()).toMatchObject({ positions: [], orders: [] });
    expect([...story.cockpit.certificates.values()].map(({ state }) => state)).toEqual(['flat']);
  },
);

test('the stories had fills, cancels and ends of time, in groups and out of them', () => {
  const few = ['confirmed', 'cancelled', 'expired', 'confirmed in a group', 'cancelled in a group'].filter(
    (what) => (ends.get(what) ?? 0) < 5,
  );
  expect([few, [...ends]]).toEqual([[], [...ends]]);
});
