import { describe, expect, it } from 'vitest';
import { effectsOf, effectsOnRestart, reasonToWithhold } from '#engine';
import type { JournalRecord } from '#shared/events';
import { nextDeadline } from '../../../../main/engine/dispatch/clockwork.ts';
import { mayReadTerminal } from '../../../../main/engine/dispatch/observe.ts';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const kinds = (hand: EngineInHand, act: () => unknown) => {
  const from = hand.effects.length;
  act();
  return hand.effects.slice(from).map((effect) => effect.kind);
};
const messages = (hand: EngineInHand) => hand.held.map(({ message }) => message);

describe('a message between agents', () => {
  it('says who has to do what, how urgently, and until when', () => {
    const hand = new EngineInHand();
    hand.holds = true;
    hand.submit('s1');
    const [evaluate] = messages(hand);
    expect(evaluate).toMatchObject({
      id: expect.stringMatching(/^m-\d+-evaluate-s1$/) as string,
      correlationId: 'trace-s1',
      causationId: expect.stringMatching(/^\d+$/) as string,
      from: 'orchestrator',
      to: 'owner',
      pattern: 'request',
      kind: 'evaluate',
      priority: 'normal',
      deadlineAt: hand.at + 60_000,
      signalId: 's1',
    });
  });

  it('of what takes risk away is critical, of an approved entry high, of an automatic one normal, of a review low and a notice', () => {
    const hand = new EngineInHand();
    hand.holds = true;
    hand.submit('x', { kind: 'exit' });
    hand.submit('s1');
    hand.release();
    hand.holds = true;
    hand.approve('s1');
    expect(messages(hand).map(({ kind, priority }) => [kind, priority])).toEqual([['execute', 'high']]);
    hand.release();
    const request = hand.sends.at(-1);
    if (request?.op !== 'open') throw new Error('no order');
    const position = hand.filled(request, '11');
    hand.holds = true;
    hand.positions = [];
    hand.after(1_000).observe(hand.dealsOf(position, [{ volume: position.volume, profit: 5 }]));
    expect(messages(hand).map(({ kind, priority, pattern, to }) => [kind, priority, pattern, to])).toEqual([
      ['review', 'low', 'notice', 'u5'],
    ]);
    const auto = new EngineInHand(AUTO);
    auto.holds = true;
    auto.submit('x', { kind: 'exit' });
    auto.submit('s1');
    expect(messages(auto).map(({ kind, priority }) => [kind, priority])).toEqual([
      ['evaluate', 'critical'],
      ['evaluate', 'normal'],
    ]);
    auto.holds = false;
    const [, entry] = auto.held.splice(0);
    auto.holds = true;
    auto.tell({ type: 'message.delivered', payload: { message: entry!.message, facts: auto.facts } });
    expect(messages(auto).map(({ kind, priority, pattern }) => [kind, priority, pattern])).toEqual([
      ['execute', 'normal', 'request'],
    ]);
  });

  it.each([
    [60_000, 'awaiting_approval'],
    [60_001, 'rejected'],
  ])('delivered %i ms later: %s', (ms, state) => {
    const hand = new EngineInHand({ intake: { maxAgeMs: 600_000 } });
    hand.holds = true;
    hand.submit('s1');
    hand.after(ms).release();
    expect(hand.life('s1').state).toBe(state);
  });

  it('about a signal that nobody remembers, or that has moved on, is nothing', () => {
    const hand = new EngineInHand(AUTO);
    hand.holds = true;
    hand.submit('s1');
    const { message } = hand.held[0]!;
    hand.release();
    const deliver = (signalId: string) =>
      hand.tell({ type: 'message.delivered', payload: { message: { ...message, signalId }, facts: hand.facts } });
    expect([deliver('nobody').decisions, deliver('s1').decisions, hand.sends.length]).toEqual([[], [], 1]);
    hand.after(120_000);
    expect(deliver('s1').decisions).toEqual([]);
  });
});

describe('after a restart', () => {
  it('questions are asked again and orders are looked for; nothing is sent again', () => {
    const hand = new EngineInHand({ ...AUTO, cells: { u3: { onePositionPerSymbol: false, maxOpenPositions: 9 } } });
    hand.holds = true;
    hand.submit('waits');
    hand.submit('x', { kind: 'exit' });
    hand.holds = false;
    const order = hand.ordered('out');
    const position = hand.opened('closed', '11', { stopLoss: Number((hand.quote.ask - 0.0019).toFixed(5)) });
    hand.holds = true;
    hand.positions = [];
    hand.after(1_000).observe(hand.dealsOf(position, [{ volume: position.volume, profit: 5 }]));
    const told = () =>
      effectsOnRestart(hand.engine, { seq: 9, at: hand.at, correlationId: 'r' }).map((effect) =>
        effect.kind === 'deliver'
          ? `${effect.message.kind} ${effect.message.signalId} ${effect.message.priority}`
          : effect.kind === 'probe'
            ? `probe ${effect.clientOrderId}`
            : effect.kind,
      );
    expect(told()).toEqual([
      'evaluate waits normal',
      'evaluate x critical',
      'review closed low',
      `probe ${order.clientOrderId}`,
      'refresh',
    ]);
    hand.release();
    // What was reviewed is not reviewed again.
    expect(told().filter((text) => text.startsWith('review'))).toEqual([]);
  });
});

describe('what the world does', () => {
  it('looks for an order in doubt, and at an exit when something ends', () => {
    const hand = new EngineInHand(AUTO);
    const request = hand.ordered('s1');
    expect(kinds(hand, () => hand.answer(request.clientOrderId, hand.silence))).toContain('probe');
    const other = new EngineInHand(AUTO);
    const position = other.opened('s1', '11');
    other.after(1_000);
    expect(kinds(other, () => other.submit('x', { kind: 'exit' }))).toContain('send');
    const close = other.sends.at(-1)!;
    expect(kinds(other, () => other.answer(close.clientOrderId, other.confirmed('11')))).toContain('wake');
    other.positions = [];
    expect(kinds(other, () => other.observe(other.dealsOf(position, [{ volume: position.volume, profit: 1 }])))).toContain(
      'wake',
    );
  });

  it('looks for an order once where its recovery does, from here where it has none, and never for one that was answered', () => {
    const probes = (hand: EngineInHand, act: () => unknown) => kinds(hand, act).filter((kind) => kind === 'probe').length;
    const hand = new EngineInHand(AUTO);
    const answered = hand.ordered('s1');
    expect(probes(hand, () => hand.filled(answered, '11'))).toBe(0);
    const silent = new EngineInHand(AUTO);
    const { clientOrderId } = silent.ordered('s1');
    silent.answer(clientOrderId, silent.silence);
    const resolved = silent.records.findLast(({ type }) => type === 'order.resolved')!;
    const looks = () => effectsOf(silent.engine, resolved).filter(({ kind }) => kind === 'probe');
    expect(looks()).toEqual([]);
    silent.cockpit.recoveries.clear();
    expect(looks()).toEqual([{ kind: 'probe', clientOrderId }]);
  });

  it('proposes what the detector found on the newest bar: not history, not while it is off, not behind an open breaker', () => {
    const hand = new EngineInHand();
    const [now, before] = [{ fromHistory: false }, { fromHistory: true }];
    const market = new Map([['EURUSD', { fresh: [before, now] }]]) as never;
    const told = (symbol = 'EURUSD') =>
      effectsOf({ ...hand.engine, market }, {
        type: 'bar.closed',
        at: hand.at,
        payload: { bar: { symbol } },
      } as unknown as JournalRecord);
    const turned = (enabled: boolean) => {
      hand.cockpit.config = { ...hand.cockpit.config, detector: { ...hand.cockpit.config.detector, enabled } };
      return told();
    };
    expect([turned(false), turned(true), told('GBPUSD')]).toEqual([[], [{ kind: 'propose', setup: now }], []]);
    hand.act({ act: 'isolate-breaker', agent: 'detector', effect: 'read', reason: 'test' });
    expect(told()).toEqual([]);
  });

  it('is told of critical alarms, and of no others', () => {
    const hand = new EngineInHand();
    hand.account = { ...hand.account, algoTrading: false };
    expect(kinds(hand, () => hand.after(1_000).beat())).not.toContain('notify');
    hand.link = 'down';
    const from = hand.effects.length;
    hand.after(1_000).beat();
    expect(hand.effects.slice(from).filter(({ kind }) => kind === 'notify')).toMatchObject([
      { title: 'Terminal link down', body: expect.stringContaining('Check that the terminal runs') as string },
    ]);
  });

  it('looks for every order that is out once the journal writes again', () => {
    const hand = new EngineInHand(AUTO);
    const request = hand.ordered('s1');
    const from = hand.effects.length;
    hand.tell({ type: 'journal.mended', payload: { downMs: 5 } });
    expect(hand.effects.slice(from)).toEqual([{ kind: 'probe', clientOrderId: request.clientOrderId }, { kind: 'refresh' }]);
  });
});

describe('the next moment at which something is due', () => {
  it('is the earliest of cards, breakers, recoveries and the firm’s reset', () => {
    const hand = new EngineInHand();
    const { resetsAt } = hand.cockpit.day!;
    expect(nextDeadline(hand.engine)).toBe(resetsAt);
    hand.submit('s1');
    const card = hand.life('s1').card!.expiresAt;
    expect(nextDeadline(hand.engine)).toBe(card);
    hand.cockpit.breakers.set('u1/read', { state: 'OPEN', failures: 5, reopensAt: card - 5 });
    expect(nextDeadline(hand.engine)).toBe(card - 5);
    hand.cockpit.breakers.set('u1/read', { state: 'HALF_OPEN', failures: 5, successes: 0, probing: false });
    expect(nextDeadline(hand.engine)).toBe(card);
    hand.cockpit.recoveries.set('r', { dueAt: card - 9 } as never);
    expect(nextDeadline(hand.engine)).toBe(card - 9);
    hand.cockpit.recoveries.clear();
    hand.cockpit.pending.clear();
    hand.cockpit.day = null;
    hand.cockpit.breakers.set('u1/read', { state: 'OPEN', failures: 5, reopensAt: null });
    expect(nextDeadline(hand.engine)).toBeNull();
  });
});

describe('a look at the terminal', () => {
  it('rests while its breaker is open, except for a stop that is not finished', () => {
    const hand = new EngineInHand();
    expect(mayReadTerminal(hand.engine, hand.at)).toBe(true);
    hand.act({ act: 'isolate-breaker', agent: 'terminal', effect: 'read', reason: 'test' });
    expect(mayReadTerminal(hand.engine, hand.at)).toBe(false);
    hand.halt(false);
    expect(mayReadTerminal(hand.engine, hand.at)).toBe(true);
    for (let i = 0; i < 3; i += 1) hand.after(1_000).observe();
    expect(mayReadTerminal(hand.engine, hand.at)).toBe(false);
  });
});

describe('the last word', () => {
  const asked = () => {
    const hand = new EngineInHand(AUTO);
    hand.ordered('s1');
    const effect = hand.effects.find((one) => one.kind === 'send');
    if (effect?.kind !== 'send') throw new Error('nothing to send');
    const word = (seen: object = {}) =>
      reasonToWithhold(hand.cockpit, effect, { journalFault: null, account: { login: '1', server: 'S' }, ...seen });
    return { hand, effect, word };
  };

  it('lets an entry go while nothing has changed, and names what has', () => {
    const { hand, word } = asked();
    expect(word()).toBeNull();
    expect(word({ journalFault: 'disk full' })).toEqual({ code: 'journal_unavailable', text: 'disk full' });
    expect(word({ account: { login: '2', server: 'S' } })).toEqual({
      code: 'account_changed',
      text: 'It was decided for account 1 at S, the terminal has 2 at S',
    });
    expect(word({ account: { login: '1', server: 'T' } })?.code).toBe('account_changed');
    expect(word({ account: null })?.text).toBe('It was decided for account 1 at S, the terminal has none');
    hand.cockpit.config = { ...hand.cockpit.config, rulebook: { ...hand.cockpit.config.rulebook } };
    expect(word()?.code).toBe('rulebook_changed');
  });

  it('says why trading is halted where that is known', () => {
    const { hand, word } = asked();
    hand.halt(false, null, 'the news');
    expect(word()).toEqual({ code: 'trading_active', text: 'Trading is halted, entries need it active. (the news)' });
    hand.cockpit.trading = { ...hand.cockpit.trading, reason: '' };
    expect(word()?.text).toBe('Trading is halted, entries need it active.');
    hand.cockpit.trading = { ...hand.cockpit.trading, state: 'active' };
    hand.cockpit.blocks.set('b', { code: 'losing_streak', text: 'three losses', since: 0 });
    expect(word()).toEqual({ code: 'not_blocked', text: 'Entries are blocked: three losses' });
    hand.cockpit.orders.clear();
    expect(word()?.code).toBe('unknown_order');
  });
});

describe('a journal that failed', () => {
  const fault = (hand: EngineInHand) =>
    hand.tell({ type: 'fault.seen', payload: { agent: 'journal', effect: 'write', kind: 'failed', detail: 'disk full' } });
  it('opens its breaker at once, and only a mended one closes it', () => {
    const hand = new EngineInHand();
    expect(fault(hand).decisions).toMatchObject([
      {
        type: 'breaker.moved',
        payload: {
          agent: 'journal',
          effect: 'write',
          why: 'disk full',
          breaker: { state: 'OPEN', failures: 1, reopensAt: null },
        },
      },
    ]);
    expect(fault(hand).decisions).toMatchObject([{ payload: { breaker: { failures: 2 } } }]);
    expect(hand.tell({ type: 'journal.mended', payload: { downMs: 1 } }).decisions).toMatchObject([
      { payload: { breaker: { state: 'CLOSED', failures: 0 }, why: 'the journal writes again' } },
    ]);
    hand.act({ act: 'isolate-breaker', agent: 'journal', effect: 'write', reason: 'test' });
    expect([fault(hand).decisions, hand.tell({ type: 'journal.mended', payload: { downMs: 1 } }).decisions]).toEqual([[], []]);
  });
});
