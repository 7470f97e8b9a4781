import { describe, expect, it } from 'vitest';
import type { Deal, Outcome, Position } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = {
  approvals: { mode: 'auto' },
  cells: { u3: { onePositionPerSymbol: false, maxOpenPositions: 20, opposite: 'allow' } },
};
const inTheMarket = (): { hand: EngineInHand; position: Position } => {
  const hand = new EngineInHand(AUTO);
  const position = hand.opened('s1', '11');
  hand.after(1_000);
  return { hand, position };
};
const shows = (hand: EngineInHand, positions: Position[], deals: readonly Deal[] = []) => {
  hand.positions = positions;
  return hand.observe(deals);
};
const kinds = (hand: EngineInHand) => (hand.cockpit.drift?.items ?? []).map(({ kind }) => kind);

describe('a position whose volume differs', () => {
  const half = (position: Position): Position => ({ ...position, volume: 1 });

  it('is drift where no deal explains it, with both sides in the words of the trader', () => {
    const { hand, position } = inTheMarket();
    shows(hand, [half(position)]);
    expect(hand.cockpit.drift?.items).toEqual([
      {
        kind: 'different',
        ticket: '11',
        text: 'EURUSD is 2.63 lots in the ledger and 1 at the terminal, and no deal explains it',
        symbol: 'EURUSD',
        ledger: { volume: 2.63, stopLoss: position.stopLoss, takeProfit: position.takeProfit, entry: position.entry },
        terminal: { volume: 1, stopLoss: position.stopLoss, takeProfit: position.takeProfit, entry: position.entry },
        adopting: 'The ledger takes the terminal’s volume and levels.',
      },
    ]);
  });

  it('is explained by its own deals to the last lot, and by no other position’s', () => {
    const { hand, position } = inTheMarket();
    const part = (volume: number) => hand.dealsOf(position, [{ volume, profit: -5 }]);
    shows(hand, [half(position)], part(1.63));
    expect([kinds(hand), hand.cockpit.positions.get('11')?.position.volume]).toEqual([[], 1]);
    const other = inTheMarket();
    shows(
      other.hand,
      [half(other.position)],
      other.hand.dealsOf({ ...other.position, ticket: '12' }, [{ volume: 1.63, profit: 0 }]),
    );
    expect(kinds(other.hand)).toEqual(['different']);
    const short = inTheMarket();
    shows(short.hand, [half(short.position)], short.hand.dealsOf(short.position, [{ volume: 1.62, profit: 0 }]));
    expect(kinds(short.hand)).toEqual(['different']);
  });

  it('is explained by a close of ours whose answer is on its way', () => {
    const { hand, position } = inTheMarket();
    hand.act({ act: 'close-position', ticket: '11' });
    shows(hand, [half(position)]);
    expect([kinds(hand), hand.cockpit.positions.get('11')?.position.volume]).toEqual([[], 1]);
  });

  it('is explained by a close of ours for the lots that it closes, once, and by none that was refused', () => {
    const closing = (part: number) => {
      const { hand, position } = inTheMarket();
      hand.act({ act: 'close-position', ticket: '11', part: { lots: part } });
      const id = hand.sends.at(-1)?.clientOrderId ?? '';
      const to = (volume: number) => shows(hand, [{ ...position, volume }]);
      const volume = () => hand.cockpit.positions.get('11')?.position.volume;
      return { hand, position, id, to, volume, fill: (lots: number) => ({ ...hand.confirmed('11'), volume: lots }) as never };
    };
    const asked = closing(1);
    asked.to(1.62);
    expect(kinds(asked.hand)).toEqual(['different']);
    const done = closing(1);
    done.hand.answer(done.id, done.fill(1));
    done.to(1.63);
    expect([kinds(done.hand), done.volume()]).toEqual([[], 1.63]);
    // Taken up: what leaves it later was closed by others.
    done.to(0.63);
    expect([kinds(done.hand), done.volume()]).toEqual([['different'], 1.63]);
    const partly = closing(1);
    partly.hand.answer(partly.id, partly.fill(0.4));
    partly.to(1.63);
    expect(kinds(partly.hand)).toEqual(['different']);
    partly.to(2.23);
    expect([kinds(partly.hand), partly.volume()]).toEqual([[], 2.23]);
    const refused = closing(1);
    refused.hand.answer(refused.id, { kind: 'refused', retcode: 10006, text: 'Request rejected', at: refused.hand.at });
    refused.to(1.63);
    expect(kinds(refused.hand)).toEqual(['different']);
    const grown = closing(1);
    grown.to(3);
    expect(kinds(grown.hand)).toEqual(['different']);
  });

  it('is explained by deals up to the look, though later ones are there already, and by one that closed it by another position', () => {
    const { hand, position } = inTheMarket();
    const deals = hand.dealsOf(position, [
      { volume: 1, profit: 1 },
      { volume: 0.63, profit: 1 },
    ]);
    const dated = deals.map((deal, index) => ({ ...deal, at: deal.at + index }));
    shows(hand, [{ ...position, volume: 1.63 }], dated);
    expect([kinds(hand), hand.cockpit.positions.get('11')?.position.volume]).toEqual([[], 1.63]);
    // An older look is no later volume.
    shows(hand, [{ ...position, volume: 2.63 }], dated);
    expect([kinds(hand), hand.cockpit.positions.get('11')?.position.volume]).toEqual([['different'], 1.63]);
    shows(
      hand,
      [{ ...position, volume: 1 }],
      dated.map((deal) => (deal.entry === 'out' ? { ...deal, entry: 'out_by' } : deal)),
    );
    expect([kinds(hand), hand.cockpit.positions.get('11')?.position.volume]).toEqual([[], 1]);
  });
});

describe('two positions that are closed by each other', () => {
  const pair = () => {
    const hand = new EngineInHand(AUTO);
    const long = hand.opened('s1', '11');
    const short = hand.opened('s2', '12', {
      side: 'SELL',
      entry: hand.bid,
      stopLoss: Number((hand.bid + 0.004).toFixed(5)),
      takeProfit: Number((hand.bid - 0.012).toFixed(5)),
    });
    hand.after(1_000).act({ act: 'close-position', ticket: '11', by: '12' });
    const id = hand.sends.at(-1)?.clientOrderId ?? '';
    const lots = (ticket: string) => hand.cockpit.positions.get(ticket)?.position.volume;
    return { hand, long, short, id, lots, left: Number((long.volume - short.volume).toFixed(8)) };
  };

  it('explain what both of them lose before any deal is told, each by no more than the smaller one', () => {
    const whole = pair();
    shows(whole.hand, [
      { ...whole.long, volume: whole.left },
      { ...whole.short, volume: 0.01 },
    ]);
    expect([kinds(whole.hand), whole.lots('11'), whole.lots('12')]).toEqual([[], whole.left, 0.01]);
    const more = pair();
    shows(more.hand, [{ ...more.long, volume: Number((more.left - 0.01).toFixed(8)) }, more.short]);
    expect(kinds(more.hand)).toEqual(['different']);
  });

  it('explain it once, also for the second one, and not at all when it was refused', () => {
    const done = pair();
    done.hand.answer(done.id, { ...done.hand.confirmed('11'), volume: 0.5 } as never);
    const lessHalf = Number((done.short.volume - 0.5).toFixed(8));
    shows(done.hand, [
      { ...done.long, volume: Number((done.long.volume - 0.5).toFixed(8)) },
      { ...done.short, volume: lessHalf },
    ]);
    expect([kinds(done.hand), done.lots('12')]).toEqual([[], lessHalf]);
    shows(done.hand, [
      { ...done.long, volume: Number((done.long.volume - 0.5).toFixed(8)) },
      { ...done.short, volume: Number((lessHalf - 0.1).toFixed(8)) },
    ]);
    expect(kinds(done.hand)).toEqual(['different']);
    const refused = pair();
    refused.hand.answer(refused.id, { kind: 'refused', retcode: 10013, text: 'Invalid request', at: refused.hand.at });
    shows(refused.hand, [refused.long, { ...refused.short, volume: 0.5 }]);
    expect(kinds(refused.hand)).toEqual(['different']);
  });
});

describe('a position that grows', () => {
  const LIMIT = { type: 'limit', price: 1.156, stopLimit: null, expiresAt: null } as const;
  /** A limit of ours, `first` lots of which were filled; the rest is shown as waiting. */
  const filledInPart = (first: number) => {
    const hand = new EngineInHand(AUTO);
    const request = hand.ordered('s1', { entry: 1.156, stopLoss: 1.154, takeProfit: 1.162, pending: LIMIT });
    hand.answer(request.clientOrderId, { ...hand.confirmed('11'), deal: null } as Outcome);
    const position = { ...hand.positionOf(request, '11'), volume: first };
    const rest = Number((request.volume - first).toFixed(8));
    const waiting = (volume: number) => ({
      ...{ ticket: '11', symbol: 'EURUSD', direction: 'BUY', volume, price: 1.156, stopLoss: 1.154, takeProfit: 1.162 },
      ...{ clientOrderId: request.clientOrderId, magic: request.magic, type: 'limit' },
    });
    const look = (held: number, left: number, deals: readonly Deal[] = []) => {
      hand.after(1_000).positions = [{ ...position, volume: held }];
      hand.observe(deals, hand.snapshot({ orders: left === 0 ? [] : [waiting(left) as never] }));
      return kinds(hand);
    };
    const lots = () => hand.cockpit.positions.get('11')?.position.volume;
    return { hand, request, position, rest, look, lots };
  };

  it('by a resting entry of ours is explained by what waits of it no more, though no deal is told yet', () => {
    const { hand, request, rest, look, lots } = filledInPart(1);
    expect([look(1, rest), hand.cockpit.orders.get(request.clientOrderId)?.rest]).toEqual([[], rest]);
    expect([look(1.5, rest - 0.5), lots()]).toEqual([[], 1.5]);
    expect([look(request.volume, 0), lots()]).toEqual([[], request.volume]);
    expect(hand.cockpit.trading.state).toBe('active');
  });

  it('by all that a first fill left is explained also before a look has shown it', () => {
    const { request, position, hand, look, lots } = filledInPart(1);
    const probed = { kind: 'found', outcome: { ...hand.confirmed('11'), volume: 1 }, position } as never;
    hand.tell({ type: 'terminal.probed', payload: { clientOrderId: request.clientOrderId, result: probed } });
    expect([lots(), look(request.volume, 0), lots()]).toEqual([1, [], request.volume]);
  });

  it('by more than waits no more, or by what others bought, is a difference', () => {
    const more = filledInPart(1);
    more.look(1, more.rest);
    expect(more.look(1.51, more.rest - 0.5)).toEqual(['different']);
    const still = filledInPart(1);
    still.look(1, still.rest);
    expect(still.look(1.01, still.rest)).toEqual(['different']);
  });
});

describe('what the ledger keeps of a position', () => {
  it.each<[string, Partial<Position>, boolean]>([
    ['the stop', { stopLoss: 1.1551 }, true],
    ['the target', { takeProfit: null }, true],
    ['the entry', { entry: 1.2 }, true],
    ['the commission', { commission: -9 }, true],
    ['the swap', { swap: -1 }, true],
    ['the floating profit', { profit: 50 }, false],
    ['the price', { current: 1.3 }, false],
  ])('follows %s', (_what, part, isKept) => {
    const { hand, position } = inTheMarket();
    const told = shows(hand, [{ ...position, ...part }]);
    expect(told.types).toEqual(isKept ? ['position.changed'] : []);
  });

  it('is missed only by a look that was taken after it was opened', () => {
    const { hand } = inTheMarket();
    const openedAt = hand.at - 1_000;
    hand.positions = [];
    hand.observe([], hand.snapshot({ at: openedAt }));
    expect(kinds(hand)).toEqual([]);
    hand.observe([], hand.snapshot({ at: openedAt + 1 }));
    expect(hand.cockpit.drift?.items[0]).toMatchObject({
      kind: 'missing_at_terminal',
      text: 'EURUSD 2.63 lots is in the ledger, but the terminal has neither the position nor a deal that closed it',
      terminal: null,
      adopting: 'The position leaves the ledger; what it earned stays unknown.',
    });
  });

  it('is not brought back by a look from before its close', () => {
    const { hand, position } = inTheMarket();
    shows(hand, [], hand.dealsOf(position, [{ volume: 2.63, profit: 10 }]));
    const closedAt = hand.at;
    hand.after(1_000);
    hand.positions = [position];
    expect(hand.observe([], hand.snapshot({ at: closedAt })).types).toEqual([]);
    expect(hand.observe([], hand.snapshot({ at: closedAt + 1 })).types).toEqual(['position.opened']);
  });

  it('stays as it is while the terminal says nothing', () => {
    const { hand } = inTheMarket();
    hand.positions = [];
    expect([hand.observe([], null).decisions, kinds(hand)]).toEqual([[], []]);
  });
});

describe('a position whose comment was cut', () => {
  const lost = (count = 1): { hand: EngineInHand; there: Position } => {
    const hand = new EngineInHand(AUTO);
    const requests = Array.from({ length: count }, (_, i) => hand.ordered(`s${i}`));
    for (const { clientOrderId } of requests) hand.answer(clientOrderId, hand.silence);
    const there = { ...hand.positionOf(requests[0]!, '11'), clientOrderId: null, openedAt: hand.at };
    hand.after(1_000);
    return { hand, there };
  };
  const ours = (hand: EngineInHand) => hand.cockpit.positions.get('11')?.signalId ?? null;

  it('is ours by magic number, symbol, side and size, also where only a part was filled', () => {
    const { hand, there } = lost();
    shows(hand, [{ ...there, volume: 1 }]);
    expect([ours(hand), hand.standing('s0')[0]]).toEqual(['s0', 'open']);
    const order = hand.cockpit.orders.get(hand.sends[0]!.clientOrderId);
    expect([order?.resolvedBy, order?.outcome]).toMatchObject([
      'snapshot',
      { kind: 'confirmed', retcode: 10009, ticket: '11', deal: null, volume: 1, price: there.entry, at: hand.at },
    ]);
  });

  it.each<[string, Partial<Position>]>([
    ['another magic number', { magic: 1 }],
    ['another symbol', { symbol: 'GBPUSD' }],
    ['the other side', { direction: 'SELL' }],
    ['more than was asked for', { volume: 2.64 }],
  ])('is not ours with %s', (_what, part) => {
    const { hand, there } = lost();
    shows(hand, [{ ...there, ...part }]);
    expect(ours(hand)).toBeNull();
  });

  it('is not ours when it was there before the order was asked for', () => {
    const { hand, there } = lost();
    shows(hand, [{ ...there, openedAt: there.openedAt - 1 }]);
    expect(ours(hand)).toBeNull();
  });

  it('is nobody’s where two orders may be behind it', () => {
    const hand = new EngineInHand({ ...AUTO, strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } } });
    const one = hand.ordered('s1');
    const other = hand.ordered('s2', { stopLoss: Number((hand.quote.ask - 0.0019).toFixed(5)) });
    for (const { clientOrderId } of [one, other]) hand.answer(clientOrderId, hand.silence);
    const there = { ...hand.positionOf(one, '11'), volume: 1, clientOrderId: null, openedAt: hand.at };
    hand.after(1_000);
    shows(hand, [there]);
    expect([hand.cockpit.positions.get('11')?.signalId, hand.standing('s1')[0], hand.standing('s2')[0]]).toEqual([
      null,
      'unknown',
      'unknown',
    ]);
  });
});

describe('a change of levels whose answer was lost', () => {
  const changing = () => {
    const hand = new EngineInHand();
    const test = { act: 'test-broker', test: 't1', symbol: 'EURUSD' } as const;
    hand.act({ ...test, step: 'open' });
    const open = hand.sends[0];
    if (open?.op !== 'open') throw new Error('no entry');
    const before = hand.filled(open, '11');
    hand.after(1_000).act({ ...test, step: 'move_stops' });
    const request = hand.sends[1];
    if (request?.op !== 'modify') throw new Error('no change');
    const askedAt = hand.at;
    hand.answer(request.clientOrderId, hand.silence);
    const state = () => hand.cockpit.orders.get(request.clientOrderId)?.state;
    return { hand, before, request, askedAt, state };
  };

  it('is confirmed by both levels, to a hundredth of a point, in a look from after it was asked', () => {
    const { hand, before, request, askedAt, state } = changing();
    const look = (part: Partial<Position>, at: number) => {
      hand.positions = [{ ...before, ...part }];
      hand.observe([], hand.snapshot({ at }));
      return state();
    };
    const both = { stopLoss: request.stopLoss, takeProfit: request.takeProfit };
    expect(look(both, askedAt)).toBe('unknown');
    expect(look({ stopLoss: request.stopLoss }, askedAt + 1)).toBe('unknown');
    expect(look({ takeProfit: request.takeProfit }, askedAt + 1)).toBe('unknown');
    expect(look({ ...both, takeProfit: null }, askedAt + 1)).toBe('unknown');
    expect(look({ ...both, stopLoss: request.stopLoss! + 2e-8 }, askedAt + 1)).toBe('unknown');
    expect(look({ ...both, stopLoss: request.stopLoss! + 5e-9 }, askedAt + 1)).toBe('confirmed');
  });

  it('was not done when the position kept its levels a second past the deadline', () => {
    const { hand, request, state } = changing();
    hand.at = request.deadlineAt + 1_000;
    hand.observe([], hand.snapshot({ at: request.deadlineAt + 999 }));
    const before = state();
    hand.observe([], hand.snapshot({ at: request.deadlineAt + 1_000 }));
    expect([before, state(), hand.cockpit.orders.get(request.clientOrderId)?.outcome]).toMatchObject([
      'unknown',
      'refused',
      { text: 'The position kept its levels past the deadline' },
    ]);
  });

  it('was done, however late the look: what is asked is whether it is there', () => {
    const { hand, before, request, state } = changing();
    hand.at = request.deadlineAt + 60_000;
    hand.positions = [{ ...before, stopLoss: request.stopLoss, takeProfit: request.takeProfit }];
    hand.observe();
    expect(state()).toBe('confirmed');
  });
});

describe('a look and trading', () => {
  it('makes trading reduce-only while it differs, and active again when it agrees, and names the reason', () => {
    const { hand, position } = inTheMarket();
    shows(hand, []);
    expect(hand.cockpit.trading).toMatchObject({ state: 'reducing', reason: 'Ledger and terminal differ', actor: 'engine' });
    hand.after(1_000);
    shows(hand, [position]);
    expect(hand.cockpit.trading).toMatchObject({ state: 'active', reason: 'Ledger and terminal agree again' });
  });

  it('leaves a halt alone, both ways', () => {
    const { hand, position } = inTheMarket();
    hand.halt(false);
    shows(hand, []);
    hand.after(1_000);
    shows(hand, [position]);
    expect(hand.cockpit.trading.state).toBe('halted');
  });

  it('says nothing more of a difference that grows while it is reduce-only already', () => {
    const hand = new EngineInHand(AUTO);
    const [one, two] = [hand.opened('s1', '11'), hand.opened('s2', '12')];
    hand.after(1_000);
    shows(hand, [two]);
    hand.after(1_000);
    const told = shows(hand, []);
    expect([told.types, kinds(hand).length, one.ticket]).toEqual([['drift.changed'], 2, '11']);
    expect(shows(hand, []).types).toEqual([]);
  });
});
