import { describe, expect, it } from 'vitest';
import {
  besideGroup,
  betsOf,
  countOf,
  currencyLegs,
  exposureBy,
  exposureIn,
  exposureOf,
  groupOf,
  groupRisk,
  legOf,
  openEntries,
  openRiskOf,
  otherOrders,
  reservedOf,
  withLedger,
} from '#engine/exposure';
import { magicOf } from '#shared/strategies';
import { cockpit, entry, EURUSD, facts, GBPUSD, openRequest, pending, position, USDJPY, XAUUSD } from '../rulebook/desk.ts';

const SPECS = [EURUSD, GBPUSD, USDJPY, XAUUSD];
const other = (part: { symbol?: string; [key: string]: unknown } = {}) =>
  entry({
    clientOrderId: 'C2',
    symbol: part.symbol ?? 'EURUSD',
    request: openRequest({ clientOrderId: 'C2', ...part }),
    reserve: 30,
  });

describe('the net of each currency', () => {
  it('is what is bought less what is sold, in account currency, and nothing of what nobody describes', () => {
    const legs = [
      legOf(position({ volume: 2, current: 1.25 })),
      legOf(position({ symbol: 'GBPUSD', direction: 'SELL', current: 1.5 })),
      legOf(position({ symbol: 'NZDUSD' })),
    ];
    const net = [...currencyLegs(legs, SPECS)].map(([currency, value]) => [currency, Math.round(value)]);
    expect(net).toEqual([
      ['EUR', 250_000],
      ['USD', -100_000],
      ['GBP', -150_000],
    ]);
  });
});

describe('the group of a symbol', () => {
  const of = (currencyBase: string, currencyProfit: string) => groupOf({ ...EURUSD, currencyBase, currencyProfit });
  it.each([
    ['EUR', 'USD', 'dollar majors'],
    ['USD', 'JPY', 'dollar majors'],
    ['USD', 'CHF', 'dollar majors'],
    ['USD', 'MXN', null],
    ['TRY', 'USD', null],
    ['EUR', 'JPY', 'yen crosses'],
    ['JPY', 'SGD', 'yen crosses'],
    ['EUR', 'GBP', null],
    ['XAU', 'USD', 'metals'],
    ['XPD', 'EUR', 'metals'],
    ['BTC', 'USD', null],
  ])('%s%s: %s', (base, profit, group) => expect(of(base, profit)).toBe(group));

  it('has the risk of its symbols, and of those that nobody describes', () => {
    const bet = (spec: typeof EURUSD | null, risk: number) => ({ symbol: 'x', side: 'BUY' as const, spec, risk });
    expect(groupRisk('dollar majors', [bet(EURUSD, 1), bet(USDJPY, 2), bet(XAUUSD, 4), bet(null, 8)])).toBe(11);
    expect(groupRisk('metals', [])).toBe(0);
  });
});

describe('open risk', () => {
  it('is measured from the price now, of orders from theirs, and never below zero', () => {
    const risk = openRiskOf(
      [position({ current: 1.1005 }), position({ ticket: '12', current: 1.0985 })],
      [pending({ volume: 0.5 })],
      SPECS,
    );
    expect([Math.round(risk.stops), risk.unbounded]).toEqual([150 + 100, []]);
  });
  it('has no bound without a stop, or of what nobody describes', () =>
    expect(
      openRiskOf(
        [position({ stopLoss: null }), position({ ticket: '12', symbol: 'NZDUSD' })],
        [pending({ stopLoss: null })],
        SPECS,
      ),
    ).toEqual({ stops: 0, unbounded: ['11', '12', '21'] }));
});

describe('bets', () => {
  it('are positions and orders with a stop, from where each stands, and entries by their reserve', () => {
    const made = betsOf({
      positions: [position({ current: 1.1005 }), position({ stopLoss: null }), position({ symbol: 'NZDUSD' })],
      orders: [pending({ volume: 0.5 })],
      entries: [other({ side: 'SELL' }), entry({ request: { op: 'cancel' } as never })],
      specs: SPECS,
    });
    expect(made.map(({ symbol, side, spec, risk }) => [symbol, side, spec?.symbol, Math.round(risk)])).toEqual([
      ['EURUSD', 'BUY', 'EURUSD', 150],
      ['EURUSD', 'SELL', 'EURUSD', 100],
      ['EURUSD', 'SELL', 'EURUSD', 30],
    ]);
  });
});

describe('what is exposed', () => {
  const state = cockpit((of) => {
    of.orders.set('C1', entry());
    of.orders.set('C2', other({ symbol: 'GBPUSD', magic: magicOf('m1_retest') }));
    of.orders.set('C3', entry({ clientOrderId: 'C3', request: { op: 'close' } as never, effect: 'close' }));
    of.orders.set('C4', entry({ clientOrderId: 'C4', state: 'confirmed' }));
  });

  it('is positions and entries on the way, one that is shown already counted once', () => {
    expect(openEntries(state).map(({ clientOrderId }) => clientOrderId)).toEqual(['C1', 'C2']);
    const seen = exposureOf(
      state,
      facts({ positions: [position({ clientOrderId: 'C1' }), position({ symbol: 'XAUUSD', magic: 0 })] }),
    );
    expect([countOf(seen), seen.entries.map(({ clientOrderId }) => clientOrderId)]).toEqual([3, ['C2']]);
    expect([exposureIn('EURUSD', seen), exposureIn('XAUUSD', seen), exposureIn('USDJPY', seen)]).toEqual([1, 1, 0]);
    expect([exposureBy('m5_bos', seen), exposureBy('m1_retest', seen)]).toEqual([1, 1]);
    expect(exposureBy('m5_bos', exposureOf(state, facts()))).toBe(1);
  });

  it('are the reserves of all, or of one strategy', () => {
    const entries = openEntries(state);
    expect([reservedOf(entries), reservedOf(entries, 'm5_bos'), reservedOf(entries, 'm1_retest')]).toEqual([130, 100, 30]);
  });

  it('are orders of others: not those that are an entry by its id or by its ticket', () => {
    const entries = [entry({ ticket: '40' })];
    const orders = [pending(), pending({ ticket: '40' }), pending({ ticket: '41', clientOrderId: 'C1' })];
    expect(otherOrders(entries, orders).map(({ ticket }) => ticket)).toEqual(['21']);
  });

  it('leaves out the others of an OCO group, and nothing where there is none', () => {
    const grouped = (oco: string) => other({ pending: { oco } });
    const all = { positions: [], orders: [], entries: [entry(), grouped('g1'), grouped('g2')] };
    expect([besideGroup(all, 'g1').entries.length, besideGroup(all, undefined)]).toEqual([2, all]);
  });

  it('has what the ledger holds and the terminal does not show', () => {
    const ledger = { positions: new Map([['11', { position: position() }], ['12', { position: position({ ticket: '12' }) }]]) } as never; // prettier-ignore
    const shown = facts({ positions: [position({ volume: 0.5 })] });
    expect(withLedger(ledger, shown).positions.map(({ ticket, volume }) => [ticket, volume])).toEqual([
      ['11', 0.5],
      ['12', 1],
    ]);
    const all = facts({ positions: [position(), position({ ticket: '12' })] });
    expect(withLedger(ledger, all)).toBe(all);
  });
});
