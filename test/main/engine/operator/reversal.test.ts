import { describe, expect, it } from 'vitest';
import { previewReversal } from '#engine';
import type { Facts, PendingOrder, Signal } from '#shared/domain';
import { EngineInHand, SPEC } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const level = (hand: EngineInHand, pips: number): number => Number((hand.bid + pips * 0.0001).toFixed(5));
/** A sell in the place of a buy; `up` turns it round. */
const turning = (hand: EngineInHand, changes: Partial<Signal> = {}, up = 1): Partial<Signal> => ({
  ...{ source: 'operator', dialect: 'ticket', pattern: 'BY_HAND', strategyId: 'by_hand', turns: { position: '11' } },
  ...{ side: up === 1 ? 'SELL' : 'BUY', entry: up === 1 ? hand.bid : hand.quote.ask },
  ...{ stopLoss: level(hand, up * 20), takeProfit: level(hand, up * -60) },
  ...changes,
});
function held(changes: Record<string, unknown> = {}, side: 'BUY' | 'SELL' = 'BUY') {
  const hand = new EngineInHand({ ...AUTO, ...changes });
  const short = { side, entry: hand.bid, stopLoss: level(hand, 20), takeProfit: level(hand, -60) } as const;
  const position = hand.opened('s1', '11', { volumeMax: 1, ...(side === 'SELL' ? short : {}) });
  hand.after(1_000);
  return { hand, position };
}
const answer = (told: { answer: unknown }) => told.answer as { kind: string; code?: string; detail?: string; reasons?: string[] };
const preview = (hand: EngineInHand, reverse: object = {}, facts: Facts = hand.facts, ticket = '11') => {
  const terms = { stopLoss: level(hand, 20), takeProfit: level(hand, -60), riskPercent: null, volumeMax: null, ...reverse };
  return previewReversal(hand.engine, { ticket, reverse: terms }, facts, hand.at);
};

/** A buy of which a part was filled as position 11, and so many lots of its order still wait. */
function partly(rest: number) {
  const hand = new EngineInHand(AUTO);
  const pending = { type: 'limit', price: 1.156, stopLimit: null, expiresAt: null } as const;
  const request = hand.ordered('s1', { entry: 1.156, stopLoss: 1.154, takeProfit: 1.162, pending, volumeMax: 2 });
  hand.answer(request.clientOrderId, { ...hand.confirmed('11'), deal: null } as never);
  hand.after(1_000).positions = [{ ...hand.positionOf(request, '11'), volume: Number((request.volume - rest).toFixed(2)) }];
  const waiting = {
    ...{ ticket: '11', symbol: 'EURUSD', direction: 'BUY', type: 'limit', volume: rest, price: 1.156, placedAt: hand.at },
    ...{ stopLoss: 1.154, takeProfit: 1.162, clientOrderId: request.clientOrderId, magic: request.magic },
  } as PendingOrder;
  hand.observe([], hand.snapshot({ orders: [waiting] }));
  return hand;
}

describe('the two signals of a turn', () => {
  it('are an exit of the very position in the name of the one who turns it, and the entry that names it', () => {
    const { hand, position } = held();
    const told = hand.submit('turn', turning(hand));
    const [exit, entry] = hand.decisionsOf('signal.accepted').slice(-2);
    expect(answer(told)).toEqual({ kind: 'accepted', signalId: 'turn' });
    expect(exit).toMatchObject({ fingerprint: 'print of turn-close' });
    expect(exit?.signal).toEqual({
      ...{ signalId: 'turn-close', source: 'operator', dialect: 'ticket', kind: 'exit', symbol: 'EURUSD', side: 'BUY' },
      ...{ timeframe: 'M5', pattern: 'BY_HAND', entry: position.current, stopLoss: null, takeProfit: null },
      ...{ levels: hand.signalOf('x').levels, riskPercent: null, volumeMax: null, madeAt: hand.at, metadata: {} },
      exit: { anySide: false, notes: [], position: '11' },
    });
    expect(entry?.signal).toMatchObject({ signalId: 'turn', kind: 'entry', turns: { position: '11', exit: 'turn-close' } });
  });

  it('have an id of their own each, whatever is taken, and no longer than an id may be', () => {
    const ids = (taken: readonly string[], signalId: string): string | undefined => {
      const { hand } = held();
      for (const id of taken) hand.cockpit.signals.set(id, { ...hand.life('s1'), signalId: id });
      hand.submit(signalId, turning(hand));
      return hand.decisionsOf('signal.accepted').at(-2)?.signal.signalId;
    };
    expect(ids([], 'turn')).toBe('turn-close');
    expect(ids(['turn-close'], 'turn')).toBe('turn-close-2');
    expect(ids(['turn-close', 'turn-close-2'], 'turn')).toBe('turn-close-3');
    const known = held().hand;
    known.engine.intake.ids.set('turn-close', known.at);
    known.submit('turn', turning(known));
    expect(known.decisionsOf('signal.accepted').at(-2)?.signal.signalId).toBe('turn-close-2');
    expect(ids([], 'T'.repeat(120))).toBe(`${'T'.repeat(110)}-close`);
  });
});

describe('a turn is refused, and nothing is closed,', () => {
  const refusedAs = (hand: EngineInHand, changes: Partial<Signal> = {}) => {
    const before = hand.sends.length;
    const told = answer(hand.submit('turn', turning(hand, changes)));
    const record = hand.decisionsOf('signal.refused').at(-1);
    if (told.kind === 'refused') expect(record).toMatchObject({ code: told.code, text: told.detail, signalId: 'turn' });
    const closes = hand.sends.slice(before).filter(({ op }) => op === 'close').length;
    return told.kind === 'refused' ? [told.code, told.detail] : closes;
  };

  it('of a position that others opened until that is confirmed', () => {
    const own = held();
    own.hand.positions = [{ ...own.position, ticket: '12', clientOrderId: null, magic: 0 }, own.position];
    own.hand.observe();
    expect(refusedAs(own.hand, { turns: { position: '12' } })).toEqual([
      'foreign_position',
      'Position 12 was not opened by the cockpit: confirm that it is to be turned round',
    ]);
    expect(refusedAs(own.hand, { turns: { position: '12', foreign: false } as never })).toContain('foreign_position');
    expect(refusedAs(own.hand, { turns: { position: '12', foreign: true } as never })).not.toContain('foreign_position');
    const { hand } = held();
    expect(refusedAs(hand, { turns: { position: '11', foreign: true } as never })).toBe(1);
  });

  it('where it is of the same side, or of another symbol', () => {
    const { hand } = held();
    const same = { side: 'BUY', entry: hand.quote.ask, stopLoss: level(hand, -20), takeProfit: level(hand, 60) } as const;
    expect(refusedAs(hand, same)).toEqual(['not_opposite', 'Position 11 is a BUY of EURUSD now']);
    const other = held();
    other.hand.cockpit.positions.set('11', {
      ...other.hand.cockpit.positions.get('11')!,
      position: { ...other.position, symbol: 'GBPUSD' },
    });
    expect(refusedAs(other.hand)).toEqual(['not_opposite', 'Position 11 is a BUY of GBPUSD now']);
  });

  it('of no position that there is', () =>
    expect(refusedAs(held().hand, { turns: { position: '99' } })).toEqual(['unknown_position', 'There is no position 99']));

  it('while it is being closed by hand, or by another exit of it that is not over', () => {
    const byHand = held();
    byHand.hand.act({ act: 'close-position', ticket: '11' });
    const asked = ['already_asked', 'Position 11 is already being closed'];
    expect(refusedAs(byHand.hand)).toEqual(asked);
    const exitOf = (position: string, state: string) => {
      const { hand } = held();
      const life = hand.life('s1');
      const exit = { anySide: false, notes: [], position };
      hand.cockpit.signals.set('x', {
        ...life,
        signalId: 'x',
        state: state as never,
        signal: { ...life.signal, kind: 'exit', exit },
      });
      return refusedAs(hand);
    };
    expect([exitOf('11', 'ordered'), exitOf('11', 'closed'), exitOf('12', 'ordered')]).toEqual([asked, 1, 1]);
  });

  it('while lots of its order still wait at the broker', () => {
    const hand = partly(0.5);
    expect(refusedAs(hand)).toEqual(['not_flat', '0.5 lots of its order still wait at the broker: cancel them first']);
    const byTicket = partly(0.5);
    const own = byTicket.cockpit.positions.get('11')!;
    byTicket.cockpit.positions.set('11', { ...own, position: { ...own.position, clientOrderId: null } });
    expect(refusedAs(byTicket)).toContain('not_flat');
    const byId = partly(0.5);
    const of = byId.cockpit.positions.get('11')!;
    byId.cockpit.positions.set('11', { ...of, position: { ...of.position, identifier: '77' } });
    expect(refusedAs(byId)).toContain('not_flat');
  });

  it('with every rule that the other side would break', () => {
    const { hand } = held();
    const told = answer(hand.submit('turn', turning(hand, { stopLoss: level(hand, 0.2) })));
    expect(told.code).toBe('entry_refused');
    const off = held({ strategies: { m5_bos: { sessions: ['any'] }, by_hand: { enabled: false } } }).hand;
    const one = answer(off.submit('turn', turning(off)));
    expect([one.reasons?.length, one.reasons?.[0]?.includes('could not be sized')]).toEqual([1, false]);
    expect(told.reasons?.length).toBeGreaterThan(0);
    expect(told.detail).toBe(`Nothing was closed: the other side would be refused. ${told.reasons?.join('; ')}`);
  });
});

describe('the preview of a turn', () => {
  it.each(['BUY', 'SELL'] as const)('of a %s is its close, and the other side as if that were done', (side) => {
    const { hand, position } = held({}, side);
    const up = side === 'BUY' ? 1 : -1;
    const shown = preview(hand, { stopLoss: level(hand, up * 20), takeProfit: level(hand, up * -60) });
    expect(shown).toMatchObject({ verdict: 'passed', refusal: null, effect: 'close', before: { volume: position.volume } });
    expect(shown).toMatchObject({ after: { volume: 0 }, opens: { verdict: 'passed', failed: [] } });
    expect(shown?.opens?.entry).toBe(side === 'BUY' ? hand.bid : hand.quote.ask);
  });

  it('is none of a position that there is not', () => expect(preview(held().hand, {}, undefined, '99')).toBeNull());

  it('says first why it cannot be closed, then what has to be over, then why the other side is refused', () => {
    const refused = { verdict: 'refused', effect: null, after: null };
    const closing = held().hand;
    closing.act({ act: 'close-position', ticket: '11' });
    expect(preview(closing)).toMatchObject({ ...refused, refusal: 'Position 11 is already being closed' });
    const waiting = partly(0.25);
    expect(preview(waiting, { stopLoss: level(waiting, 0.2) })).toMatchObject({
      ...refused,
      refusal: '0.25 lots of its order still wait at the broker: cancel them first',
    });
    const { hand } = held();
    const near = preview(hand, { stopLoss: level(hand, 0.2) });
    expect(near).toMatchObject({ ...refused, opens: { verdict: 'refused' } });
    expect(near?.refusal).toBe(near?.opens?.failed.map(({ text }) => text).join('; '));
  });

  it('knows no price of another symbol', () => {
    const { hand } = held();
    const quote = { ...hand.quote, symbol: 'GBPUSD' };
    expect(preview(hand, {}, { ...hand.facts, quote, specs: [SPEC] })).toMatchObject({
      verdict: 'refused',
      opens: { entry: null },
    });
  });
});
