import { describe, expect, it } from 'vitest';
import { identifierOf, type Deal, type Position } from '#shared/domain';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const ID = '640021';
/** The same position under another ticket, as a swap by re-opening leaves it. */
const renumbered = (position: Position, ticket: string): Position => ({
  ...position,
  ticket,
  identifier: identifierOf(position),
});
const kinds = (hand: EngineInHand) => (hand.cockpit.drift?.items ?? []).map(({ kind }) => kind);
const lots = (hand: EngineInHand) =>
  [...hand.cockpit.positions].map(([key, { position }]) => [key, position.ticket, position.direction, position.volume]);

describe('a position whose ticket changes', () => {
  const swapped = () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', ID);
    hand.after(60_000).positions = [renumbered(position, '881402')];
    hand.observe();
    return { hand, position };
  };

  it('is one position in the ledger, under its identifier and with its present ticket', () => {
    const { hand, position } = swapped();
    expect([kinds(hand), lots(hand)]).toEqual([[], [[ID, '881402', 'BUY', position.volume]]]);
    expect([hand.cockpit.trading.state, hand.life('s1').ticket]).toEqual(['active', ID]);
  });

  it('is closed by the ticket it has now, from the window by either number, and once', () => {
    for (const name of [ID, '881402']) {
      const { hand } = swapped();
      hand.act({ act: 'close-position', ticket: name });
      expect(hand.sends.at(-1)).toMatchObject({ op: 'close', ticket: '881402', position: ID });
      expect(hand.act({ act: 'close-position', ticket: ID }).answer).toMatchObject({ code: 'already_asked' });
    }
  });

  it('is not asked to close twice when its ticket changes while a close is on its way', () => {
    const { hand, position } = swapped();
    hand.act({ act: 'close-position', ticket: ID });
    hand.positions = [renumbered(position, '990077')];
    hand.observe();
    expect(hand.act({ act: 'close-position', ticket: '990077' }).answer).toMatchObject({ code: 'already_asked' });
  });

  it('is closed by an exit, and its deals end its trade', () => {
    const { hand, position } = swapped();
    hand.submit('x1', { kind: 'exit' });
    expect(hand.sends.at(-1)).toMatchObject({ op: 'close', ticket: '881402', position: ID });
    hand.after(1_000).positions = [];
    hand.observe(hand.dealsOf(position, [{ volume: position.volume, profit: 12 }]));
    expect(hand.cockpit.trades).toMatchObject([{ ticket: ID, pnl: 12, signalId: 's1' }]);
    expect([kinds(hand), hand.life('s1').state]).toEqual([[], 'closed']);
  });

  it('is closed by the emergency stop, whose certificate has it once', () => {
    const { hand, position } = swapped();
    hand.halt(true);
    hand.observe();
    expect(hand.sends.at(-1)).toMatchObject({ op: 'close', ticket: '881402', position: ID });
    hand.after(500).positions = [renumbered(position, '990077')];
    hand.observe();
    const [certificate] = hand.cockpit.certificates.values();
    expect(certificate?.tickets.map(({ ticket }) => ticket)).toEqual([ID]);
    expect(hand.sends.filter(({ op }) => op === 'close')).toHaveLength(1);
  });
});

describe('a netting position that is turned round', () => {
  const turned = (volume: number) => {
    const hand = new EngineInHand(AUTO, { ...ACCOUNT, marginMode: 'netting' });
    const held = hand.opened('s1', ID);
    const [into, out] = hand.dealsOf(held, [{ volume: held.volume, profit: -18 }]);
    if (into === undefined || out === undefined) throw new Error('there are deals');
    hand.after(60_000);
    const all = held.volume + volume;
    const reversal: Deal = {
      ...{ ...out, ticket: 'r1', order: '772100', entry: 'inout', volume: all, commission: -2 * all, swap: -1.5 },
      ...{ at: hand.at, magic: 0, clientOrderId: null },
    };
    // The Expert Advisor finds the first order by the identifier and puts its id on what it is no longer.
    const there: Position = {
      ...renumbered(held, '772100'),
      direction: 'SELL',
      volume,
      magic: 0,
      stopLoss: null,
      takeProfit: null,
    };
    return { hand, held, into, reversal, there };
  };

  it.each([0.4, 2.63, 5])('into %d lots ends one trade and begins another, which is not ours', (volume) => {
    const { hand, held, into, reversal, there } = turned(volume);
    hand.positions = [there];
    hand.observe([into, reversal]);
    expect(hand.cockpit.trades).toMatchObject([
      { ticket: ID, signalId: 's1', side: 'BUY', volume: held.volume, exit: reversal.price },
    ]);
    expect(hand.cockpit.trades[0]?.pnl).toBeCloseTo(-18 - 1.5 - 2 * held.volume, 1);
    expect([kinds(hand), hand.life('s1').state, lots(hand)]).toEqual([[], 'closed', [[ID, '772100', 'SELL', volume]]]);
    expect(hand.cockpit.positions.get(ID)).toMatchObject({ foreign: true, signalId: null, strategyId: null });
    expect(hand.sends.filter(({ op }) => op !== 'open')).toEqual([]);
  });

  it('the same when its deal is heard before the look', () => {
    const { hand, into, reversal, there } = turned(1);
    hand.tell({ type: 'terminal.dealt', payload: { deal: reversal, history: [into, reversal] } }, 'terminal');
    expect([hand.cockpit.trades.length, hand.cockpit.positions.size]).toEqual([1, 0]);
    hand.after(1_000).positions = [there];
    hand.observe();
    expect([kinds(hand), hand.cockpit.positions.get(ID)?.foreign]).toEqual([[], true]);
  });

  it('closes as a second trade, and late money reaches the one it belongs to', () => {
    const { hand, into, reversal, there } = turned(1);
    hand.positions = [there];
    hand.observe([into, reversal]);
    const end: Deal = {
      ...into,
      ticket: 'e1',
      order: 'e1',
      entry: 'out',
      volume: 1,
      profit: 25,
      at: hand.after(60_000).at,
      clientOrderId: null,
    };
    hand.positions = [];
    hand.observe([into, reversal, end]);
    const [first, second] = hand.cockpit.trades;
    expect([first?.side, second?.side, second?.pnl]).toEqual(['BUY', 'SELL', 23]);
    const settled = (deals: readonly Deal[]) =>
      hand.tell({ type: 'terminal.settled', payload: { deals: [...deals] } }, 'terminal');
    settled([into, reversal, { ...end, swap: -4 }]);
    expect(hand.cockpit.trades.map(({ pnl }) => pnl)).toEqual([first?.pnl, 19]);
    settled([{ ...into, commission: -3 }, reversal, { ...end, swap: -4 }]);
    expect(hand.cockpit.trades.map(({ pnl }) => pnl)).toEqual([(first?.pnl ?? 0) - 3, 19]);
  });

  it('that no deal explains is a difference; adopted, the old one leaves and the new one is not ours', () => {
    const { hand, there } = turned(1);
    hand.positions = [there];
    hand.observe();
    expect(kinds(hand)).toEqual(['different']);
    hand.act({ act: 'adopt-drift', reason: 'seen' });
    expect([lots(hand), hand.cockpit.positions.get(ID)?.foreign]).toEqual([[[ID, '772100', 'SELL', 1]], true]);
    expect(hand.life('s1').state).toBe('failed');
  });
});
