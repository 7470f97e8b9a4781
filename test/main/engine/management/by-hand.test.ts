import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/domain';
import type { OperatorAction, PositionAsk } from '#shared/events';
import { isMoveDue, nextExit, previewPosition } from '#engine/management';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
type Hand = { hand: EngineInHand; position: Position };

/** A buy of ours at 1.15702 under ticket 11, stop at 1.15502, target at 1.16302; one lot of it unless told. */
function held(part: Partial<Position> = {}, config: object = {}): Hand {
  const hand = new EngineInHand({ ...AUTO, ...config });
  const position = { ...hand.opened('s1', '11', { volumeMax: 1 }), ...part };
  hand.positions = [position];
  hand.after(1_000).observe();
  return { hand, position };
}
const told = ({ hand }: Hand, action: OperatorAction) => {
  const before = hand.sends.length;
  const { answer } = hand.act(action);
  const [request] = hand.sends.slice(before);
  const why = request === undefined ? undefined : hand.cockpit.orders.get(request.clientOrderId)?.managed?.text;
  if (answer?.kind === 'refused') return [answer.code, answer.detail];
  if (request?.op === 'modify') return [request.stopLoss, request.takeProfit, why];
  return request?.op === 'close' ? [request.volume, why] : [request?.op, why];
};
const modify = (levels: object, of = held(), reason: string | null = null) =>
  told(of, { act: 'modify-position', ticket: '11', reason, ...levels });
const close = (part?: object, of = held(), more: object = {}) =>
  told(of, { act: 'close-position', ticket: '11', ...(part === undefined ? {} : { part }), ...more } as OperatorAction);

describe('levels by hand', () => {
  it.each<[string, object, unknown[]]>([
    ['a nearer stop', { stopLoss: 1.156 }, [1.156, 1.16302, 'By hand: stop 1.15502 to 1.15600']],
    ['off the grid', { stopLoss: 1.156004 }, [1.156, 1.16302, 'By hand: stop 1.15502 to 1.15600']],
    ['a target', { takeProfit: 1.17 }, [1.15502, 1.17, 'By hand: target 1.16302 to 1.17000']],
    ['no target', { takeProfit: null }, [1.15502, null, 'By hand: target 1.16302 to none']],
    ['both', { stopLoss: 1.156, takeProfit: 1.17 }, [1.156, 1.17, 'By hand: stop 1.15502 to 1.15600, target 1.16302 to 1.17000']],
    ['neither', {}, ['not_changed', 'Stop and target are there already']],
    ['the same', { stopLoss: 1.15502, takeProfit: 1.16302 }, ['not_changed', 'Stop and target are there already']],
    [
      'a wider stop',
      { stopLoss: 1.15501 },
      ['stop_loosened', 'The stop 1.15501 would risk more than 1.15502: it only moves to risk less. Close a part instead'],
    ],
    // The price is 1.157: ten points of stops level, and a tick.
    ['the nearest stop', { stopLoss: 1.15689 }, [1.15689, 1.16302, 'By hand: stop 1.15502 to 1.15689']],
    [
      'a stop too near',
      { stopLoss: 1.1569 },
      ['bad_level', 'The stop 1.15690 is too near to the price 1.15700: 10 points at least, and a tick'],
    ],
    ['the nearest target', { takeProfit: 1.15711 }, [1.15502, 1.15711, 'By hand: target 1.16302 to 1.15711']],
    [
      'a target too near',
      { takeProfit: 1.1571 },
      ['bad_level', 'The target 1.15710 is too near to the price 1.15700: 10 points at least, and a tick'],
    ],
    [
      'break-even in a loss',
      { stopLoss: 'break_even' },
      ['bad_level', 'The stop 1.15702 is too near to the price 1.15700: 10 points at least, and a tick'],
    ],
  ])('%s', (_what, levels, expected) => expect(modify(levels)).toEqual(expected));

  it('a target alone sets no position without the stop that the ledger knows', () => {
    const of = held();
    of.hand.positions = [{ ...of.position, stopLoss: null }];
    expect(modify({ takeProfit: 1.17 }, of)).toEqual([
      'stop_loosened',
      'The stop cannot be taken off: it only moves to risk less. Close a part instead',
    ]);
  });

  it('break-even is the entry, once the price is far enough from it', () => {
    const of = held();
    of.hand.bid = 1.16;
    expect(modify({ stopLoss: 'break_even' }, of, 'news')).toEqual([
      1.15702,
      1.16302,
      'By hand: stop 1.15502 to 1.15702, "news"',
    ]);
  });

  it('need a link, the position and its symbol, and wait for what is under way', () => {
    const of = held();
    of.hand.link = 'stale';
    expect(modify({ stopLoss: 1.156 }, of)).toEqual(['no_link', 'The terminal is not connected: its own stop stands']);
    of.hand.link = 'up';
    of.hand.positions = [];
    expect(modify({ stopLoss: 1.156 }, of)[0]).toBe('no_link');
    expect(told(held(), { act: 'modify-position', ticket: '99', reason: null, stopLoss: 1 })).toEqual([
      'unknown_position',
      'There is no position 99',
    ]);
    const twice = held();
    modify({ stopLoss: 1.156 }, twice);
    expect(modify({ stopLoss: 1.1561 }, twice)[0]).toBe('already_asked');
  });

  it('a target alone waits while trading is not active; a stop does not', () => {
    const of = held();
    of.hand.halt(false);
    expect(modify({ takeProfit: 1.17 }, of)).toEqual([
      'hard_limit',
      'Trading is halted, entries need it active. A target alone waits until then; a stop may protect',
    ]);
    expect(modify({ stopLoss: 1.156 }, of)[0]).toBe(1.156);
  });
});

describe('a close by hand', () => {
  it.each<[string, object | undefined, unknown[]]>([
    ['all of it', undefined, [null, undefined]],
    ['a share', { percent: 25 }, [0.25, 'By hand: 0.25 of 1 lots closed']],
    ['a share, on the steps', { percent: 33.39 }, [0.33, 'By hand: 0.33 of 1 lots closed']],
    ['lots', { lots: 0.4 }, [0.4, 'By hand: 0.4 of 1 lots closed']],
    ['as many as there are', { lots: 1 }, [null, 'By hand: all 1 lots closed']],
    ['so many that the rest could not stay', { lots: 0.995 }, [0.99, 'By hand: 0.99 of 1 lots closed']],
    ['more than there are', { lots: 1.01 }, ['bad_volume', '1.01 lots are more than the position has: 1']],
    [
      'less than can be closed',
      { lots: 0.009 },
      ['bad_volume', '0.009 lots cannot be closed alone: the smallest volume is 0.01, in steps of 0.01'],
    ],
  ])('of %s', (_what, part, expected) => expect(close(part)).toEqual(expected));

  it('of a part waits for what is under way, of all of it only for a close', () => {
    const of = held();
    modify({ stopLoss: 1.156 }, of);
    expect(close({ percent: 50 }, of)[0]).toBe('already_asked');
    expect(close(undefined, of)).toEqual([null, undefined]);
    expect(close(undefined, of)).toEqual(['already_asked', 'Position 11 is already being closed']);
  });

  it('of what others opened has to be confirmed', () => {
    const of = held();
    const theirs = { ...of.position, ticket: '12', clientOrderId: null, magic: 0, identifier: '12' };
    of.hand.positions = [of.position, theirs];
    of.hand.observe();
    const ask = (more: object = {}) => told(of, { act: 'close-position', ticket: '12', ...more });
    expect(ask()).toEqual(['foreign_position', 'Position 12 was not opened by the cockpit: confirm that it is to be closed']);
    expect(ask({ foreign: true })).toEqual([null, undefined]);
    expect(told(of, { act: 'modify-position', ticket: '12', reason: null, stopLoss: 1.156 })).toEqual([
      'foreign_position',
      'Position 12 was not opened by the cockpit: take it under management first',
    ]);
    const manage = (ticket: string, more: object = {}) => {
      const { answer } = of.hand.act({ act: 'manage-position', ticket, reason: 'mine now', rules: null, ...more } as never);
      return answer?.kind === 'refused' ? [answer.code, answer.detail] : of.hand.decisionsOf('position.planned').at(-1);
    };
    const rules = { ...of.hand.cockpit.config.strategies.m5_bos.management, breakEvenAtR: 1 };
    expect(manage('12', { rules })).toEqual([
      'foreign_position',
      'Position 12 was not opened by the cockpit: confirm that it is to be managed',
    ]);
    expect(manage('12', { foreign: true })).toEqual(['unknown_strategy', 'Position 12 belongs to no strategy: give it rules of its own']); // prettier-ignore
    expect(manage('12', { rules, foreign: true })).toMatchObject({ ticket: '12', takenOver: true, by: 'trader:test', reason: 'mine now' }); // prettier-ignore
    expect(manage('11', { rules })).not.toHaveProperty('takenOver');
    expect(manage('99')).toEqual(['unknown_position', 'There is no position 99']);
  });
});

describe('the preview of a position', () => {
  const preview = (ask: object, of = held()) =>
    previewPosition(
      of.hand.engine,
      { ticket: '11', ...ask } as Exclude<PositionAsk, { reverse: unknown }>,
      of.hand.facts,
      of.hand.at,
    );

  it('has what its stop is worth before and after, in money and in R', () => {
    // 200 points of a lot are 200.00; the stop at 1.16 locks 298 points.
    const of = held();
    of.hand.bid = 1.165;
    of.hand.positions = [{ ...of.position, current: 1.165 }];
    const shown = preview({ levels: { stopLoss: 1.16 } }, of);
    expect(shown).toMatchObject({ ticket: '11', verdict: 'passed', refusal: null, effect: 'protect' });
    const risk = of.hand.cockpit.positions.get('11')?.riskMoney ?? 0;
    expect([shown?.before.atStop, shown?.after?.atStop].map((money) => Math.round(money ?? 0))).toEqual([-200, 298]);
    expect(shown?.before.atStopR).toBeCloseTo(-200 / risk, 6);
    expect(shown?.after).toMatchObject({ volume: 1, stopLoss: 1.16, takeProfit: 1.16302 });
    expect((shown?.before.openRisk ?? 0) - (shown?.after?.openRisk ?? 0)).toBeCloseTo(498, 6);
    expect((shown?.after?.roomAtStops ?? 0) - (shown?.before.roomAtStops ?? 0)).toBeCloseTo(498, 6);
  });

  it.each([
    [null, null],
    [0, null],
    [-5, null],
    [0.5, -400],
  ])('has no R where nothing is known to be risked: %j', (riskMoney, atStopR) => {
    const of = held();
    of.hand.cockpit.positions.set('11', { ...of.hand.cockpit.positions.get('11')!, riskMoney });
    const before = preview({ part: null }, of)?.before;
    expect([Math.round(before?.atStop ?? 0), before?.atStopR === null ? null : Math.round(before?.atStopR ?? 0)]).toEqual([
      -200,
      atStopR,
    ]);
  });

  it('of a sell is worth the other way, with what a tick of profit is worth', () => {
    const of = held();
    const specs = [{ ...of.hand.facts.specs[0]!, tickValueProfit: 2, tickValueLoss: 3 }];
    const at = (part: Partial<Position>) => {
      const position = { ...of.position, ...part };
      of.hand.cockpit.positions.set('11', { ...of.hand.cockpit.positions.get('11')!, position });
      const facts = { ...of.hand.facts, positions: [position], specs };
      return Math.round(previewPosition(of.hand.engine, { ticket: '11', part: null }, facts, of.hand.at)?.before.atStop ?? NaN);
    };
    expect(at({ direction: 'SELL', entry: 1.15702, stopLoss: 1.15602 })).toBe(200);
    expect(at({ direction: 'SELL', entry: 1.15702, stopLoss: 1.15802 })).toBe(-300);
    expect(at({ direction: 'BUY', entry: 1.15702, stopLoss: 1.15702, volume: 2 })).toBe(0);
  });

  it('of a part shows what is left, of all of it nothing', () => {
    expect(preview({ part: { percent: 25 } })?.after).toMatchObject({ volume: 0.75, stopLoss: 1.15502 });
    expect(preview({ part: null })?.after).toMatchObject({ volume: 0, openRisk: 0 });
    expect(preview({ part: { lots: 0.3 } })).toMatchObject({ effect: 'close', after: { volume: 0.7 } });
  });

  it('says why not, as the act itself would', () => {
    expect(preview({ levels: { stopLoss: 1.155 } })).toMatchObject({
      verdict: 'refused',
      refusal: 'The stop 1.15500 would risk more than 1.15502: it only moves to risk less. Close a part instead',
      effect: null,
      after: null,
    });
    expect(preview({ part: { lots: 2 } })?.refusal).toBe('2 lots are more than the position has: 1');
  });

  it('is nothing of a position that is not there, and knows no money without a stop or its symbol', () => {
    const of = held();
    const none = { ticket: '99', part: null } as never;
    expect(previewPosition(of.hand.engine, none, of.hand.facts, of.hand.at)).toBeNull();
    const bare = held({ stopLoss: null });
    expect(preview({ part: null }, bare)?.before).toMatchObject({ atStop: null, atStopR: null });
  });
});

describe('when a managed position is looked at', () => {
  const management = { breakEvenAtR: 1, maxMinutes: 30 };
  const managed = () => {
    const of = held({}, { strategies: { m5_bos: { sessions: ['any'], management }, m1_retest: { sessions: ['any'] } } });
    of.hand.after(1_000).beat();
    return of;
  };
  const due = ({ hand }: Hand, bid: number, symbol = 'EURUSD', part: object = {}) =>
    isMoveDue(hand.engine, { symbol, bid, ask: bid + 0.00002, at: hand.at }, () => ({ ...hand.facts, ...part }), hand.at);

  it('is at every price that makes a move due, of its own symbol', () => {
    const of = managed();
    expect([due(of, 1.15901), due(of, 1.15902), due(of, 1.15902, 'GBPUSD')]).toEqual([false, true, false]);
    expect([due(of, 1.15902, 'EURUSD', { link: 'stale' }), due(of, 1.15902, 'EURUSD', { account: null })]).toEqual([
      false,
      false,
    ]);
    expect(due(held(), 1.2)).toBe(false);
  });

  it('is not while the journal cannot be written, except to close all of it', () => {
    const of = managed();
    of.hand.cockpit.journalFault = { since: of.hand.at } as never;
    expect(due(of, 1.15902)).toBe(false);
    of.hand.after(31 * 60_000);
    expect(due(of, 1.15902)).toBe(true);
  });

  it('is at the moment at which the clock closes it', () => {
    const { hand, position } = managed();
    const at = position.openedAt + 30 * 60_000;
    expect([nextExit(hand.engine, hand.at), nextExit(hand.engine, at - 1), nextExit(hand.engine, at)]).toEqual([at, at, null]);
  });
});
