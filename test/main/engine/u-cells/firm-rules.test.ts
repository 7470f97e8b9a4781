import { describe, expect, it } from 'vitest';
import { lotsOpen } from '#engine/exposure';
import { firmRules } from '#engine/u-cells/firm-rules.ts';
import { u3 } from '#engine/u-cells';
import type { CockpitState } from '#shared/projection';
import { account, BOOK, entry, EURUSD, GBPUSD, openRequest, pending, position } from '../rulebook/desk.ts';
import { draft, view, type ViewParts } from './view.ts';

const firm =
  (limits: object, more: object = {}) =>
  (config: CockpitState['config']): void => {
    const book = { ...BOOK, title: 'Own', limits: { ...BOOK.limits, ...limits }, ...more };
    config.rulebook = { ...config.rulebook, initialBalance: 100_000, custom: book };
  };
const asked = (lots: number, loss: number, parts: ViewParts) =>
  firmRules({ ...draft(), lots, loss: { total: loss } as never }, account(), view(parts));

describe('lots that a firm allows open at once', () => {
  const held = {
    facts: {
      positions: [position({ volume: 4 }), position({ ticket: '12', symbol: 'GBPUSD', volume: 1 })],
      orders: [pending({ volume: 2 })],
    },
    state: (of: CockpitState) => {
      of.orders.set('C1', entry({ request: openRequest({ volume: 3 }) }));
      of.orders.set('C2', entry({ clientOrderId: 'C2', request: openRequest({ clientOrderId: 'C2', volume: 9 }), rest: 0.5 }));
    },
  };

  it('are those of positions, of foreign orders, and of entries on the way: of one filled in part what is left', () => {
    expect(lotsOpen({ positions: [], entries: [], orders: [] })).toBe(0);
    const [rule, ...more] = asked(1, 0, { ...held, config: firm({ lotsOpen: 40 }) });
    expect(more).toEqual([]);
    expect(rule).toEqual({
      code: 'lots_open',
      ok: true,
      observed: 11.5,
      limit: 40,
      hard: true,
      text: '11.5 lots open with this order, at most 40 in all (Own).',
    });
  });

  it.each([
    [28.5, true],
    [28.5000005, true],
    [28.51, false],
  ])('end at the firm’s number: %d more beside 10.5, of 39: %s', (lots, ok) =>
    expect(asked(lots, 0, { ...held, config: firm({ lotsOpen: 39 }) })[0]?.ok).toBe(ok),
  );

  it('are written down to a ten-thousandth', () =>
    expect(asked(0.12345678, 0, { config: firm({ lotsOpen: 12.345678 }) })[0]).toMatchObject({
      observed: 0.1235,
      text: '0.1235 lots open with this order, at most 12.3457 in all (Own).',
    }));

  it('bound the size of an order by what they leave', () => {
    const facts = { positions: [position({ symbol: 'GBPUSD', volume: 1, stopLoss: 1.0999 })], specs: [EURUSD, GBPUSD] };
    const { draft: sized } = u3(draft(), view({ facts, config: firm({ lotsOpen: 1.25 }) }));
    expect(sized.lots).toBe(0.25);
  });
});

describe('the risk of one idea', () => {
  const config = firm({}, { ideaRisk: { pct: 2, withinMinutes: 10 } });
  it.each([
    [1_900, true],
    [1_900.0000005, true],
    [1_900.01, false],
  ])('is what is open and what is asked: 100 and %d of 2,000: %s', (loss, ok) => {
    const [rule, ...more] = asked(1, loss, { config, facts: { positions: [position()] } });
    expect([more, rule?.ok, rule?.hard, rule?.limit]).toEqual([[], ok, true, 2_000]);
  });

  it('is told with its numbers', () =>
    expect(asked(1, 12.345, { config })[0]).toEqual({
      code: 'idea_risk',
      ok: true,
      observed: 12.35,
      limit: 2_000,
      hard: true,
      text: 'EURUSD BUY has lost or at risk 12.35 USD with this order, at most 2,000.00 for one idea: open together, or within 10 minutes (Own).',
    }));

  it('is nothing where the firm asks for nothing', () => expect(asked(1, 1e9, { config: firm({}) })).toEqual([]));
});
