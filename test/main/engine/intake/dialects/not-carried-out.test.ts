import { describe, expect, it } from 'vitest';
import { issuesOf, NOW, signalOf } from './samples.ts';

const BUY = { symbol: 'EURUSD', action: 'buy', sl: 1.0958 };
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();

describe('what a message asks for and nobody here does is told, never passed over', () => {
  it.each<[string, object, string]>([
    ['another side than it says', { inverse: true }, 'turns the message round'],
    ['the same as text', { reverse_signal: 'yes' }, 'turns the message round'],
    ['to wait', { delay_seconds: 90 }, 'asks to wait'],
    ['to wait for a time', { not_before: at(30) }, 'asks to wait'],
    ['to wait for an event', { wait_for: 'retest' }, 'asks to wait'],
    ['a zone', { entry_zone: [1.097, 1.099] }, 'is more than one price'],
    ['several entries', { entries: [1.0991, 1.0981] }, 'is more than one price'],
    ['a second entry', { entry2: 1.0971 }, 'is more than one price'],
    ['a ladder', { dca_orders: 4 }, 'asks for several entries'],
    ['a condition', { if_price_above: 1.104 }, 'is a condition that is not looked at'],
    ['a condition in words', { when: 'close above 1.104' }, 'is a condition that is not looked at'],
    ['an end by the clock', { close_after_minutes: 45 }, 'is not carried out: when a position is closed'],
    ['a longest time', { maxHoldBars: 12 }, 'is not carried out: when a position is closed'],
    ['a stop that is not at the broker', { sl_trigger: 'candle_close' }, 'is not carried out: the stop is at the broker'],
    ['a stop that moves by a target', { be_after_tp1: true }, 'is not carried out: the stop is at the broker'],
    ['a limit of its own', { max_open_trades: 2 }, 'is a limit that is not looked at here'],
    ['a spread of its own', { max_spread: 1.2 }, 'is a limit that is not looked at here'],
    ['a target in money', { tp_usd: 40 }, 'is money, and no level is counted in it'],
  ])('%s', (_, change, message) => {
    const [issue] = issuesOf({ ...BUY, ...change });
    expect(issue).toMatch(new RegExp(`^${Object.keys(change)[0] ?? ''}: ${message}`));
  });

  it.each([
    { inverse: false },
    { delay: 0 },
    { entries: [] },
    { grid: 'off' },
    { max_positions: null },
    { hedge: true },
    { magic: 7 },
  ])('%j is no obstacle', (change) => expect(signalOf({ ...BUY, ...change }).kind).toBe('entry'));

  it('of an exit they are passed over: it is carried out', () => {
    expect(signalOf({ symbol: 'EURUSD', action: 'close', delay: 20, max_positions: 1 }).kind).toBe('exit');
  });

  it('what was over before it came opens nothing', () => {
    expect(issuesOf({ ...BUY, valid_until: at(-3) })).toEqual(['valid_until: is over: the message came after it']);
    expect(signalOf({ ...BUY, valid_until: at(3) }).kind).toBe('entry');
    const waiting = signalOf({ ...BUY, type: 'limit', price: 1.0983, valid_until: at(30) });
    expect(waiting.pending?.expiresAt).toBe(NOW + 30 * 60_000);
  });
});

it.each([{ profit_target: 1.1062 }, { target_profit: '40 pips' }, { finalTarget: 1.1062 }])(
  'a target by another name: %j',
  (change) => expect(signalOf({ ...BUY, ...change }).takeProfit).toBeGreaterThan(1.104),
);

describe('types of orders in short', () => {
  it.each<[object, string | undefined]>([
    [{ orderType: 'LMT', price: 1.0984 }, 'limit'],
    [{ ordType: 'limit', px: 1.0984 }, 'limit'],
    [{ ordtype: 'STP', px: '1.1041' }, 'stop'],
    [{ order_kind: 'stp lmt', stopPrice: 1.1043, limitPrice: 1.1041 }, 'stop_limit'],
    [{ ordType: 'MKT' }, undefined],
  ])('%j', (change, type) => expect(signalOf({ ...BUY, ...change }).pending?.type).toBe(type));
});

describe('what is closed at a target', () => {
  const targets = (...shares: readonly number[]) => shares.map((size, index) => ({ price: 1.104 + index * 0.004, size }));
  it('is an equal part, or is refused', () => {
    expect(signalOf({ ...BUY, targets: targets(50, 50) }).management?.partials).toHaveLength(1);
    expect(signalOf({ ...BUY, targets: targets(33, 33, 34) }).management?.partials).toHaveLength(2);
    for (const shares of [targets(70, 30), targets(0.5, 0.5)])
      expect(issuesOf({ ...BUY, targets: shares })[0]).toMatch(/^targets\[0\]: is not carried out: equal parts are closed/);
  });
});
