import { describe, expect, test } from 'vitest';
import { PendingWitness, type PendingLook } from '#main/simulation/witness/index.ts';
import type { PendingOrder } from '#shared/domain';
import { deal, entry, held, M5_BOS, said } from './said.ts';

const PERIOD_MS = 9_000;
const END = 100_000;
const spec = () => ({ tickSize: 0.00001, tickValueLoss: 1 }) as never;

const waiting = (changes: Partial<PendingOrder> = {}): PendingOrder => ({
  ...{ ticket: '7', symbol: 'EURUSD', direction: 'BUY', volume: 0.4, price: 1.1, type: 'limit', stopLimit: null, expiresAt: END },
  ...{ stopLoss: 1.095, takeProfit: null, placedAt: 0, clientOrderId: 'A', magic: M5_BOS },
  ...changes,
});
const claim = (changes: Partial<PendingLook['claims'][number]> = {}): PendingLook['claims'][number] => ({
  ...{ clientOrderId: 'A', ticket: '7', isWaiting: true, rest: null, reserve: 202 },
  ...changes,
});
const look = (changes: Partial<PendingLook> & { readonly orders?: readonly PendingOrder[] } = {}): PendingLook => {
  const { orders = [waiting()], ...rest } = changes;
  return {
    ...{ nowMs: 0, ms: 500, isHeldBack: false, snapshot: { orders: [...orders], positions: [] }, deals: [], stops: [] },
    ...{ claims: [claim()], inDoubt: new Set<string>(), spec },
    ...rest,
  };
};
const cancel = { op: 'cancel', clientOrderId: 'C', ticket: '7', deadlineAt: 0 } as const;
const opened = (clientOrderId: string, oco?: string) => ({
  ...entry(clientOrderId),
  pending: { type: 'limit' as const, price: 1.1, stopLimit: null, expiresAt: END, ...(oco === undefined ? {} : { oco }) },
});

/** What the witness reports of a look that stays as it is for `ms` of the cockpit's sight. */
function after(ms: number, seen: PendingLook, asked: readonly Parameters<PendingWitness['sending']>[0][] = [opened('A')]) {
  const { report, rules, texts } = said();
  const witness = new PendingWitness(report, PERIOD_MS);
  for (const request of asked) witness.sending(request);
  for (let passed = 0; passed < ms; passed += 500) witness.look(seen);
  return { rules: [...new Set(rules)], texts };
}

describe('an order that waits', () => {
  test('may wait, as long as nothing speaks against it', () => expect(after(60_000, look()).rules).toEqual([]));

  test.each<[string, Partial<PendingLook>]>([
    ['past its end', { nowMs: END + 2_001 }],
    ['under a stop of the account', { stops: [{ kind: 'account' }] }],
    ['under a stop of its symbol', { stops: [{ kind: 'symbol', symbol: 'EURUSD' }] }],
  ])('%s has to be asked to go within the stated time', (_name, changes) => {
    expect(after(PERIOD_MS, look(changes)).rules).toEqual([]);
    expect(after(PERIOD_MS + 11_000, look(changes)).rules).toEqual(['P1']);
    expect(after(PERIOD_MS + 1_000, look(changes), [opened('A'), cancel]).rules).toEqual([]);
    expect(after(60_000, look(changes), [opened('A'), cancel]).rules).toEqual(['P1']);
    expect(after(60_000, look(changes), [opened('A'), cancel, cancel, cancel, cancel, cancel]).rules).toEqual([]);
    expect(after(60_000, look({ ...changes, isHeldBack: true })).rules).toEqual([]);
  });

  test('is asked again a minute after its market was said to be closed, and no later', () => {
    const { report, rules } = said();
    const witness = new PendingWitness(report, PERIOD_MS);
    for (const request of [opened('A'), cancel]) witness.sending(request);
    witness.answered('other', { kind: 'refused', retcode: 10018, text: 'Market closed', at: 0 });
    witness.answered('C', { kind: 'refused', retcode: 10018, text: 'Market closed', at: 0 });
    const seen = look({ stops: [{ kind: 'account' }] });
    for (let passed = 0; passed < 85_000 + PERIOD_MS + 9_000; passed += 500) witness.look(seen);
    expect(rules).toEqual([]);
    for (let passed = 0; passed < 1_000; passed += 500) witness.look(seen);
    expect(rules).toContain('P1');
  });

  test('is not under a stop of another symbol, and not past an end that is not over', () => {
    const other = look({ stops: [{ kind: 'symbol', symbol: 'USDJPY' }], nowMs: END + 2_000 });
    expect(after(60_000, other).rules).toEqual([]);
  });

  test('whose end was taken away by hand keeps it', () => {
    const { report, rules } = said();
    const witness = new PendingWitness(report, PERIOD_MS);
    witness.look(look());
    const endless = look({ orders: [waiting({ expiresAt: null })], nowMs: END + 60_000 });
    for (let passed = 0; passed < PERIOD_MS + 11_500; passed += 500) witness.look(endless);
    expect([...new Set(rules)]).toEqual(['P1']);
  });

  test('of a group goes once another one was dealt first; what is left of the first stays', () => {
    const both = [opened('A', 'g'), opened('B', 'g')];
    const deals = [deal(1, { entry: 'in', clientOrderId: 'B', order: '8', position: '8' })];
    expect(after(20_000, look({ deals }), both).rules).toEqual(['P1']);
    const rest = look({
      deals: [deal(1, { entry: 'in', clientOrderId: 'A', order: '7', position: '7' })],
      snapshot: { orders: [waiting({ volume: 0.3 })], positions: [held('7', { clientOrderId: 'A' })] },
      claims: [claim({ rest: 0.3, reserve: 160 })],
    });
    expect(after(60_000, rest, both).rules).toEqual([]);
  });

  test('that is left of a position that is over goes', () => {
    const deals = [deal(1, { entry: 'in', clientOrderId: 'A', order: '7', position: '7' })];
    expect(after(20_000, look({ deals, claims: [claim({ rest: 0.4 })] })).rules).toEqual(['P1']);
  });
});

describe('the cockpit counts what waits', () => {
  test.each<[string, Partial<PendingLook>]>([
    ['with nothing at all', { claims: [] }],
    ['with less than it loses at its stop', { claims: [claim({ reserve: 150 })] }],
    ['though the broker does not have it', { snapshot: { orders: [], positions: [] } }],
    [
      'with other lots than are left of it',
      {
        deals: [deal(1, { entry: 'in', clientOrderId: 'A', order: '7', position: '7' })],
        snapshot: { orders: [waiting()], positions: [held('7', { clientOrderId: 'A' })] },
        claims: [claim({ rest: 0.2 })],
      },
    ],
  ])('%s: told', (_name, changes) => {
    expect(after(PERIOD_MS, look(changes)).rules).toEqual([]);
    expect(after(PERIOD_MS + 1_000, look(changes)).rules).toEqual(['P2']);
  });

  test('one whose answer nobody has is not known yet; a foreign one is nobody’s', () => {
    expect(after(60_000, look({ claims: [], inDoubt: new Set(['A']) })).rules).toEqual([]);
    expect(after(60_000, look({ claims: [], orders: [waiting({ magic: 0, clientOrderId: null })] })).rules).toEqual([]);
  });
});

test('one client id has one order at the broker', () => {
  const { report, rules } = said();
  const witness = new PendingWitness(report, PERIOD_MS);
  witness.look(look());
  expect(rules).toEqual([]);
  witness.look(look({ orders: [waiting({ ticket: '9' })] }));
  expect(rules).toEqual(['P3']);
});

test('one that is taken for gone without a deal has made none', () => {
  const { report, rules } = said();
  const witness = new PendingWitness(report, PERIOD_MS);
  witness.ended('A', [deal(1, { entry: 'in', clientOrderId: 'B' }), deal(2, { entry: 'out', clientOrderId: 'A' })]);
  expect(rules).toEqual([]);
  witness.ended('A', [deal(3, { entry: 'in', clientOrderId: 'A' })]);
  expect(rules).toEqual(['P4']);
});
