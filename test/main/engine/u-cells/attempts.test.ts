import { describe, expect, it } from 'vitest';
import { requoteRule } from '#engine/u-cells/requote-rule.ts';
import { marginRules } from '#engine/u-cells/margin-rules.ts';
import { pendingRules } from '#engine/u-cells/pending-rules.ts';
import { sizingEntry } from '#engine/u-cells/sizing.ts';
import type { OrderLife } from '#shared/projection';
import { account, entry, EURUSD, NOW, openRequest, signal } from '../rulebook/desk.ts';
import { draft, life, view } from './view.ts';

describe('an entry that is asked for again', () => {
  const again = (ask: number, side: 'BUY' | 'SELL' = 'BUY', findings: object = { entry: 1.1 }, verdict = 'passed') =>
    requoteRule(
      { ...draft(), side },
      { symbol: 'EURUSD', bid: 2.2 - ask, ask, at: NOW },
      EURUSD,
      view({
        state: (of) => {
          of.orders.set('C1', entry({ request: openRequest({ deviationPoints: 8 }) }));
          of.signals.set(
            's1',
            life({ orders: ['C1'], decisions: [{ stage: 'u4', verdict, findings, criteria: [], at: NOW, ms: 0 } as never] }),
          );
        },
      }),
    ).map(({ ok, observed, limit, hard, text }) => [ok, observed, limit, hard, text]);

  it.each([
    [1.10008, true, 8, '8 points worse'],
    [1.1000834, false, 8.3, '8.3 points worse'],
    [1.09995, true, -5, '0 points worse'],
  ])('at %d may be no further off than its first attempt allowed: %s', (ask, ok, observed, words) => {
    const text = `The price is ${words} than at the first attempt, at most 8 (its deviation).`;
    for (const side of ['BUY', 'SELL'] as const) expect(again(ask, side)).toEqual([[ok, observed, 8, true, text]]);
  });
  it('for the first time has no such rule, nor where nothing passed or no price was written down', () => {
    expect(again(1.2, 'BUY', {})).toEqual([]);
    expect(again(1.2, 'BUY', { entry: 1.1 }, 'refused')).toEqual([]);
    expect(requoteRule(draft(), { symbol: 'EURUSD', bid: 1, ask: 1, at: NOW }, EURUSD, view())).toEqual([]);
  });
});

describe('a group of which one is filled', () => {
  const rules = (...orders: Partial<OrderLife>[]) =>
    pendingRules(
      { signal: signal({ pending: { type: 'limit', price: 1.09, stopLimit: null, expiresAt: null, oco: 'g' } }), side: 'BUY' },
      { symbol: 'EURUSD', bid: 1.1, ask: 1.1001, at: NOW },
      EURUSD,
      view({
        state: (of) => orders.forEach((order, at) => of.orders.set(`C${at}`, entry({ clientOrderId: `C${at}`, ...order }))),
      }),
    ).find(({ code }) => code === 'oco_free');
  const filled = (part: Partial<OrderLife> = {}, oco = 'g') => ({
    ...{ state: 'confirmed' as const, signalId: 's2', request: openRequest({ pending: { oco } } as never) },
    ...part,
  });
  it('takes no other: its own signal, other groups and what is not filled do not count', () => {
    expect(rules(filled(), filled({ signalId: 's3' }))).toMatchObject({ ok: false, observed: 2, text: '2 orders of the group g were filled, allowed 0 before this one.' }); // prettier-ignore
    expect(rules(filled({ signalId: 's1' }), filled({}, 'h'), filled({ state: 'working' }))).toMatchObject({
      ok: true,
      observed: 0,
    });
    expect(rules({ state: 'confirmed', signalId: 's2', request: { op: 'close' } as never })).toMatchObject({ ok: true });
  });
});

it('an entry is sized from the worse of its plan and the price it would be filled at', () => {
  const from = (side: 'BUY' | 'SELL', planned: number, filledAt: number) => sizingEntry({ ...draft(signal({ side, entry: planned })), side, entry: filledAt }); // prettier-ignore
  expect([from('BUY', 1.1, 1.2), from('BUY', 1.2, 1.1), from('SELL', 1.1, 1.2), from('SELL', 1.2, 1.1)]).toEqual([
    1.2, 1.2, 1.1, 1.1,
  ]);
});

describe('the margin of an order', () => {
  const asked = (lots: number, perLot: number, freeMargin: number) =>
    marginRules(lots, draft(), { ...EURUSD, margin: { buy: perLot, sell: 1 } }, account({ freeMargin, equity: 10_000 }))[0];
  it('is what the terminal says, against what is free less 30 % of the equity, to the cent', () => {
    expect(asked(0.333, 100.129, 3_033.343)).toMatchObject({
      ok: true,
      observed: 33.34,
      limit: 33.34,
      text: 'Margin of 33.34 (by the terminal) against 33.34 usable (free margin less 30 % of equity).',
    });
    expect([asked(1, 100, 3_100)?.ok, asked(1, 100.01, 3_100)?.ok, asked(1, 0.01, 2_000)]).toMatchObject([
      true,
      false,
      { ok: false, limit: 0 },
    ]);
  });
});
