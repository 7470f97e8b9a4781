import { describe, expect, it } from 'vitest';
import { trySignal } from '#engine/operator';
import { entrySignalOf } from '#engine/operator/ticket.ts';
import { asIfClosed } from '#engine/operator/as-if-closed.ts';
import type { Facts, Signal } from '#shared/domain';
import { sourceOf } from '#shared/domain';
import type { OperatorAction, PreviewAsk } from '#shared/events';
import { ACCOUNT, EngineInHand, SPEC } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' }, cells: { u1: { minScore: 0 }, u2: { minProbability: 0, minConfidence: 0 } } };
const act = (hand: EngineInHand, action: OperatorAction) => {
  const { answer, decisions } = hand.act(action);
  return answer?.kind === 'refused' ? [answer.code, answer.detail] : decisions.map(({ type, payload }) => ({ type, ...payload }));
};

describe('a token', () => {
  const token = (hand: EngineInHand, id: string, name = id, expiresAt = hand.at + 1) =>
    act(hand, { act: 'issue-token', id, name, role: 'viewer', hash: 'h', expiresAt } as never);
  it('is issued once under its name, while that one works', () => {
    const hand = new EngineInHand();
    expect(token(hand, 'a', 'desk')).toMatchObject([
      { type: 'token.issued', token: { id: 'a', name: 'desk', by: 'trader:test', issuedAt: hand.at } },
    ]);
    expect(token(hand, 'b', 'desk')).toEqual([
      'name_taken',
      'There is a token desk already: delete it first, or choose another name',
    ]);
    hand.after(1);
    expect(token(hand, 'b', 'desk')).toMatchObject([{ type: 'token.issued' }]);
    expect(token(hand, 'c', 'late', hand.at)).toEqual(['expired', 'The token would have expired already']);
  });
  it('is one of 32 at most', () => {
    const hand = new EngineInHand();
    for (let at = 0; at < 32; at += 1) expect(token(hand, `t${at}`)).toMatchObject([{ type: 'token.issued' }]);
    expect(token(hand, 'one more')).toEqual(['too_many_tokens', 'There are 32 tokens: delete one that is not used']);
  });
  it('is revoked by its id, with its name and who did it', () => {
    const hand = new EngineInHand();
    token(hand, 'a', 'desk');
    expect(act(hand, { act: 'revoke-token', id: 'b' })).toEqual(['unknown_token', 'There is no token b']);
    expect(act(hand, { act: 'revoke-token', id: 'a' })).toEqual([
      { type: 'token.revoked', id: 'a', name: 'desk', by: 'trader:test' },
    ]);
  });
});

describe('a source', () => {
  const given = (part: object = {}) => sourceOf({ id: 'alerts', kind: 'webhook', name: 'Alerts', ...part });
  const set = (hand: EngineInHand, part: object = {}) =>
    act(hand, { act: 'set-source', source: given(part), reason: 'why' } as never);
  it('is new, changed, or as it was', () => {
    const hand = new EngineInHand();
    expect(set(hand)).toMatchObject([
      { type: 'source.set', isNew: true, by: 'trader:test', reason: 'why', source: { id: 'alerts' } },
    ]);
    expect(set(hand, { name: 'Other' })).toMatchObject([{ type: 'source.set', isNew: false, source: { name: 'Other' } }]);
    expect(set(hand, { name: 'Other' })).toEqual(['not_changed', 'alerts is so already']);
    expect(set(hand, { kind: 'tradingview' })).toEqual(['bad_source', 'kind of alerts is webhook: give a source of another kind an id of its own']); // prettier-ignore
    expect(set(hand, { id: 'x', strategy: 'gone' })).toEqual([
      'unknown_strategy',
      'There is no strategy gone in the configuration',
    ]);
    expect(set(hand, { id: 'webhook', kind: 'tradingview' })[0]).toBe('bad_source');
  });
  it('is one of 200 at most, and an old one can be changed all the same', () => {
    const hand = new EngineInHand();
    for (let at = 5; at < 200; at += 1) expect(set(hand, { id: `s${at}` })).toMatchObject([{ type: 'source.set' }]);
    expect(set(hand, { id: 'more' })).toEqual(['bad_source', 'There are 200 sources already: change one that is off']);
    expect(set(hand, { id: 's5', name: 'Five' })).toMatchObject([{ isNew: false }]);
  });
  it('is removed, or gets another secret, where it is there', () => {
    const hand = new EngineInHand();
    set(hand);
    const remove = (id: string) => act(hand, { act: 'remove-source', id, reason: 'r' } as never);
    const rotate = (id: string) => act(hand, { act: 'rotate-source', id, overlapUntil: null } as never);
    expect(remove('webhook')).toEqual(['bad_source', 'webhook is always there: switch it off instead']);
    expect([remove('none'), rotate('none')]).toEqual([['unknown_source', 'There is no source none'], ['unknown_source', 'There is no source none']]); // prettier-ignore
    expect(rotate('alerts')).toEqual([{ type: 'source.rotated', id: 'alerts', overlapUntil: null, by: 'trader:test' }]);
    expect(rotate('webhook')).toMatchObject([{ type: 'source.rotated', id: 'webhook' }]);
    expect(remove('alerts')).toEqual([{ type: 'source.removed', id: 'alerts', name: 'Alerts', by: 'trader:test', reason: 'r' }]);
  });
});

describe('an order by hand', () => {
  const hand = new EngineInHand(AUTO);
  const ask = (part: Partial<PreviewAsk>): PreviewAsk => ({
    symbol: 'EURUSD',
    side: 'BUY',
    stopLoss: 1.155,
    takeProfit: 1.163,
    riskPercent: null,
    volumeMax: null,
    strategy: 'manual',
    ...part,
  });
  const read = (part: Partial<PreviewAsk>) => entrySignalOf(hand.cockpit, ask(part), 'id', hand.quote, hand.at);
  const issues = (part: Partial<PreviewAsk>) => {
    const made = read(part);
    return made.ok ? [] : made.issues.map(({ path, message }) => `${path} ${message}`);
  };
  const terms = (part: Partial<PreviewAsk>) => {
    const made = read(part);
    return made.ok ? [made.signal.entry, made.signal.pending] : made.issues;
  };

  it('is entered at the market, or waits for its price', () => {
    expect(terms({})).toEqual([1.15702, undefined]);
    expect(terms({ side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 })[0]).toBe(1.157);
    expect(terms({ type: 'limit', price: 1.156 })).toEqual([
      1.156,
      { type: 'limit', price: 1.156, stopLimit: null, expiresAt: null },
    ]);
    expect(terms({ type: 'stop', price: 1.158, expiresAt: 9, oco: 'g' } as never)).toEqual([1.158, { type: 'stop', price: 1.158, stopLimit: null, expiresAt: 9, oco: 'g' }]); // prettier-ignore
    expect(terms({ type: 'stop_limit', price: 1.158, stopLimit: 1.157 } as never)).toEqual([1.157, { type: 'stop_limit', price: 1.158, stopLimit: 1.157, expiresAt: null }]); // prettier-ignore
  });

  it.each<[string, object, string[]]>([
    ['a price at the market', { price: 1.1 }, ['price is for a pending order: type must be limit, stop or stop_limit']],
    ['an end at the market', { expiresAt: 1 }, ['expiresAt is for a pending order: type must be limit, stop or stop_limit']],
    ['no price', { type: 'limit' }, ['price is missing: the price that a limit order waits for']],
    ['no limit', { type: 'stop_limit', price: 1.158 }, ['stopLimit is missing: the limit that a stop_limit order becomes']],
    [
      'a limit of a limit',
      { type: 'limit', price: 1.156, stopLimit: 1.1 },
      ['stopLimit is for a stop_limit order, not for a limit'],
    ],
    [
      'a group without a name',
      { type: 'limit', price: 1.156, oco: 'a b' },
      ['oco must be a name of 1 to 64 letters, digits or _ . : -'],
    ],
    [
      'a limit beyond its price',
      { type: 'stop_limit', price: 1.158, stopLimit: 1.15801 },
      ['stopLimit of a BUY may not lie beyond its price 1.158, not 1.15801'],
    ],
    ['a limit at its price', { type: 'stop_limit', price: 1.158, stopLimit: 1.158 }, []],
    ['a stop at the entry', { stopLoss: 1.15702 }, ['stopLoss must be below the entry of a BUY (1.15702), not 1.15702']],
    ['a target at the entry', { takeProfit: 1.15702 }, ['takeProfit must be above the entry of a BUY (1.15702), not 1.15702']],
    ['no target', { takeProfit: null }, []],
    ['a sell the wrong way', { side: 'SELL' }, ['stopLoss must be above the entry of a SELL (1.157), not 1.155', 'takeProfit must be below the entry of a SELL (1.157), not 1.163']], // prettier-ignore
    ['no quote', { symbol: 'GBPUSD' }, ['price is missing, and there is no quote of GBPUSD to stand in for it']],
  ])('with %s', (_what, part, expected) => expect(issues(part as never)).toEqual(expected));
});

describe('a signal that is only tried', () => {
  const tried = (hand: EngineInHand, part: Partial<Signal> = {}) =>
    trySignal(hand.engine, hand.signalOf('t', part), hand.facts, hand.at);
  it('has the lots and the loss of the order that it would become, or why not', () => {
    const hand = new EngineInHand(AUTO);
    const before = hand.records.length;
    const trial = tried(hand);
    expect(trial).toMatchObject({ kind: 'entry', verdict: 'traded' });
    const request = hand.ordered('t');
    const { reserve } = hand.cockpit.orders.get(request.clientOrderId) ?? { reserve: 0 };
    expect(trial).toMatchObject({ lots: request.volume, loss: reserve });
    expect(hand.records.length).toBeGreaterThan(before);
    hand.halt(false);
    expect(tried(hand, { signalId: 'u' })).toEqual({
      kind: 'entry',
      verdict: 'refused',
      text: expect.stringContaining('halted') as string,
    });
  });
  it('is held back at the door as it would be', () => {
    const hand = new EngineInHand(AUTO);
    const old = { madeAt: hand.at - 3_600_000 };
    expect(tried(hand, old)).toMatchObject({ kind: 'entry', verdict: 'refused' });
    expect(tried(hand, { ...old, kind: 'exit' })).toMatchObject({ kind: 'exit' });
    expect(tried(hand, { kind: 'cancel' })).toMatchObject({ kind: 'cancel' });
  });
});

describe('the engine as if a position were closed', () => {
  it('has what floated booked, its margin free, and nothing else changed', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11', { volumeMax: 1 });
    const held = { ...position, profit: 50, swap: -2 };
    const account = { ...ACCOUNT, balance: 100_000, equity: 100_048, margin: 5_000, freeMargin: 95_048 };
    const closed = (facts: Partial<Facts>) =>
      asIfClosed(hand.engine, { ...hand.facts, positions: [held, { ...held, ticket: '12' }], account, ...facts }, held);
    const { engine, facts } = closed({ specs: [{ ...SPEC, margin: { buy: 3_000, sell: 1 } }] });
    expect([engine.cockpit.positions.has('11'), hand.cockpit.positions.has('11')]).toEqual([false, true]);
    expect(facts.positions.map(({ ticket }) => ticket)).toEqual(['12']);
    expect(facts.account).toMatchObject({ balance: 100_048, equity: 100_048, margin: 2_000, freeMargin: 98_048 });
    expect(closed({ specs: [{ ...SPEC, margin: { buy: 9_000, sell: 1 } }] }).facts.account).toMatchObject({
      margin: 0,
      freeMargin: 100_048,
    });
    expect(closed({ specs: [] }).facts.account).toMatchObject({ margin: 5_000, freeMargin: 95_048 });
    expect(closed({ specs: [{ ...SPEC, margin: null }] }).facts.account).toMatchObject({ margin: 5_000 });
    expect(closed({ account: null }).facts.account).toBeNull();
  });
});
