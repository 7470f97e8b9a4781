import { describe, expect, it } from 'vitest';
import type { BalanceOperation, Deal } from '#shared/domain';
import { foldedFrom, fromDisk, stateText } from '#test/main/runtime/replayed.ts';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const TICKET = '440112';

function closed(desk: EngineInHand, profit: number): readonly Deal[] {
  const position = desk.opened('s1', TICKET);
  const deals = desk.after(60_000).dealsOf(position, [{ volume: position.volume, profit }]);
  desk.positions = [];
  desk.observe(deals);
  return deals;
}
/** A charge of the account, seen at the next look. */
function charge(desk: EngineInHand, part: Partial<BalanceOperation>): void {
  const operation: BalanceOperation = { ticket: `op${desk.cockpit.lastSeq}`, at: desk.at, kind: 'charge', amount: -4.2, ...part };
  const { operations = [], balance } = desk.account;
  const after = balance + operation.amount;
  desk.account = { ...desk.account, balance: after, equity: after, operations: [...operations, operation] };
  desk.after(1_000).beat();
}
const settle = (desk: EngineInHand, deals: readonly Deal[]) =>
  desk.tell({ type: 'terminal.settled', payload: { deals: [...deals] } }, 'terminal').decisions;

it('money posted after a reversal on a netting account lands at the trade that it made, and nowhere before that is over', () => {
  const desk = new EngineInHand(AUTO, { ...ACCOUNT, marginMode: 'netting' });
  const held = desk.opened('s1', TICKET);
  const [into, out] = desk.dealsOf(held, [{ volume: held.volume, profit: -20 }]);
  if (into === undefined || out === undefined) throw new Error('there are deals');
  const reversed: Deal = { ...out, entry: 'inout', volume: held.volume + 0.4, at: desk.at + 1_000 };
  desk.after(2_000).positions = [{ ...held, direction: 'SELL', volume: 0.4 }];
  desk.observe([into, reversed]);
  const late: Deal = { ...reversed, ticket: 'late', entry: 'out', volume: 0, profit: 0, commission: -3.5 };
  const early = settle(desk, [into, reversed, late]);
  const end: Deal = { ...into, ticket: 'end', order: 'end', entry: 'out', volume: 0.4, profit: 30, at: desk.at + 60_000 };
  desk.after(61_000).positions = [];
  desk.observe([into, reversed, end]);
  const before = desk.cockpit.trades.map(({ pnl }) => pnl);
  settle(desk, [into, reversed, end, late]);
  expect([early, before, desk.cockpit.trades.map(({ pnl }) => pnl)]).toEqual([[], [-20, 30], [-20, 26.5]]);
});

describe('a charge that is no deal of a position', () => {
  it.each<[string, Partial<BalanceOperation>]>([
    ['names its position', { position: TICKET }],
    ['has the ticket in its comment', { comment: `commission #${TICKET}` }],
  ])('reaches the trade when it %s, once, and is no cost of the account', (_what, part) => {
    const desk = new EngineInHand(AUTO);
    const deals = closed(desk, 60);
    charge(desk, part);
    const [first, again] = [settle(desk, deals), settle(desk, deals)];
    expect(first).toMatchObject([{ type: 'trade.corrected', payload: { ticket: TICKET, pnl: 55.8, by: -4.2 } }]);
    expect([again, desk.cockpit.accountCosts, desk.cockpit.performance.get('all')?.pnl]).toEqual([[], 0, 55.8]);
  });

  it('of a position that is open reaches its trade after the close', () => {
    const desk = new EngineInHand(AUTO);
    const position = desk.opened('s1', TICKET);
    charge(desk, { comment: `Swap ${TICKET}` });
    const deals = desk.after(60_000).dealsOf(position, [{ volume: position.volume, profit: 10 }]);
    desk.positions = [];
    desk.observe(deals);
    settle(desk, deals);
    expect([desk.cockpit.trades[0]?.pnl, desk.cockpit.accountCosts]).toEqual([5.8, 0]);
  });

  it.each<[string, Partial<BalanceOperation>]>([
    ['interest', { comment: 'Interest 2025-08', amount: -12.35 }],
    ['a ticket nobody knows', { comment: 'fee #998877', amount: -12.35 }],
    ['a dividend', { amount: 12.35 }],
  ])('is a cost of the account otherwise: %s', (_what, part) => {
    const desk = new EngineInHand(AUTO);
    const deals = closed(desk, 60);
    charge(desk, part);
    charge(desk, { amount: -0.1, comment: '' });
    expect([settle(desk, deals), desk.cockpit.accountCosts, desk.cockpit.trades[0]?.pnl]).toEqual([
      [],
      Math.round(((part.amount ?? 0) - 0.1) * 100) / 100,
      60,
    ]);
    const records = fromDisk(desk.records);
    expect(stateText(foldedFrom(records).cockpit)).toBe(stateText(desk.cockpit));
  });

  it('that the account had before the first look is its past, and a transfer is no cost', () => {
    const old: BalanceOperation = { ticket: '1', at: 0, kind: 'charge', amount: -50 };
    const desk = new EngineInHand(AUTO, { ...ACCOUNT, operations: [old] });
    charge(desk, { kind: 'transfer', amount: -500, comment: 'payout' });
    expect(desk.cockpit.accountCosts).toBe(0);
  });

  it('weeks after the close belongs to the account', () => {
    const desk = new EngineInHand(AUTO);
    closed(desk, 60);
    desk.after(9 * 86_400_000);
    charge(desk, { position: TICKET });
    expect(desk.cockpit.accountCosts).toBe(-4.2);
  });
});
