import { describe, expect, it } from 'vitest';
import { rule, type ClosedTrade, type CriterionCode, type OrderRequest } from '#shared/domain';
import type { EventType, JournalRecord, Payload } from '#shared/events';
import {
  apply,
  BOUNDS,
  calendarBlindness,
  certificateText,
  emptyCockpit,
  failedRules,
  knownStrategies,
  signalDigest,
  type CockpitState,
} from '#shared/projection';
import { withCorrection, withTrade } from '../../../shared/projection/performance.ts';
import { NO_PERFORMANCE } from '#shared/projection';
import { somePayload, someRecord } from '../events/any-payload.ts';

const made = new Map<EventType, JournalRecord>();
/** A record of a type, made once: making one takes a schema's time. */
function anyRecord(type: EventType): JournalRecord {
  const known = made.get(type) ?? someRecord(1, type);
  made.set(type, known);
  return known;
}

/** A cockpit that is told one thing after another; `at` is the record's number times a thousand unless told. */
class Told {
  readonly state: CockpitState = emptyCockpit();
  tell<T extends EventType>(type: T, payload: Partial<Payload<T>> = {}, at?: number): this {
    const seq = this.state.lastSeq + 1;
    const { payload: usual, ...envelope } = anyRecord(type);
    const record: unknown = {
      ...envelope,
      seq,
      payload: { ...(usual as object), ...payload },
      at: at ?? seq * 1_000,
    };
    apply(this.state, record as JournalRecord);
    return this;
  }
  accept(signalId: string, kind: 'entry' | 'exit' = 'entry'): this {
    const { signal } = anyRecord('signal.accepted').payload as Payload<'signal.accepted'>;
    return this.tell('signal.accepted', {
      signal: { ...signal, source: 'webhook', signalId, kind },
      strategyId: 'm5_bos',
      receivedAt: 5,
      traceId: 't',
    });
  }
  intend(
    clientOrderId: string,
    part: Partial<Extract<OrderRequest, { op: 'open' }>> = {},
    at?: number,
    signalId: string | null = null,
  ): this {
    const request = {
      op: 'open' as const,
      clientOrderId,
      symbol: 'EURUSD',
      side: 'BUY' as const,
      volume: 1,
      stopLoss: 1,
      takeProfit: null,
      deviationPoints: 5,
      magic: 1,
      deadlineAt: 9,
      ...part,
    };
    return this.tell(
      'order.intended',
      { clientOrderId, signalId, certificateId: null, request, symbol: request.symbol, reserve: 50, riskMoney: 40 },
      at,
    );
  }
  resolve(clientOrderId: string, kind: 'refused' | 'unknown' | 'confirmed', part: Partial<Payload<'order.resolved'>> = {}): this {
    const outcome =
      kind === 'refused'
        ? { kind, retcode: 10006, text: 'No', at: 1 }
        : kind === 'unknown'
          ? { kind, why: 'silence', at: 1 }
          : { kind, retcode: 10009, ticket: '11', deal: 'd', price: 1, volume: 1, at: 1 };
    return this.tell('order.resolved', { clientOrderId, outcome, sentAt: 7, ...part });
  }
}
const told = (): Told => new Told();

describe('what is kept of sources and of the machine', () => {
  const source = (id: string): Payload<'source.set'>['source'] => ({
    ...(anyRecord('source.set').payload as Payload<'source.set'>).source,
    id,
  });
  it('sources that are read again are all there are, with the time of that', () => {
    const { state } = new Told()
      .tell('source.set', { source: source('old') })
      .tell('source.faulted', { id: 'old', problem: 'folder gone' })
      .tell('sources.read', { sources: [source('one')] }, 9_000);
    expect([[...state.sources.keys()], [...state.sourceSince], [...state.sourceFaults]]).toEqual([['one'], [['one', 9_000]], []]);
  });

  it('a window that hangs hangs since it was first told', () => {
    const told = new Told()
      .tell('machine.observed', { what: 'window_hung' }, 4_000)
      .tell('machine.observed', { what: 'window_hung' }, 6_000);
    expect(told.state.machine.windowHungSince).toBe(4_000);
    expect(told.tell('machine.observed', { what: 'window_answers' }).state.machine.windowHungSince).toBeNull();
    expect(told.tell('machine.observed', { what: 'window_hung' }, 8_000).state.machine.windowHungSince).toBe(8_000);
  });

  it('what was turned away keeps whether it spoke of an end', () => {
    const { state } = new Told()
      .tell('signal.refused', { ends: { symbol: 'EURUSD' } })
      .tell('signal.refused', { ends: undefined });
    expect(state.intake.turnedAway?.map((one) => one.ends)).toEqual([{ symbol: 'EURUSD' }, undefined]);
  });
});

describe('what was asked today', () => {
  it('counts requests, lots by symbol, and entries, and gives back the lots of a refusal', () => {
    const one = told().intend('a').intend('b', { volume: 2 }).intend('c', { symbol: 'GBPUSD', side: 'SELL', volume: 3 });
    expect(one.state.asked).toEqual({
      requests: 3,
      lots: { EURUSD: 3, GBPUSD: 3 },
      entries: [
        { at: 1_000, symbol: 'EURUSD', side: 'BUY' },
        { at: 2_000, symbol: 'EURUSD', side: 'BUY' },
        { at: 3_000, symbol: 'GBPUSD', side: 'SELL' },
      ],
    });
    one.resolve('b', 'refused').resolve('a', 'confirmed');
    expect([one.state.asked.requests, one.state.asked.lots]).toEqual([3, { EURUSD: 1, GBPUSD: 3 }]);
  });

  it('counts a close as a request and as no lots', () => {
    const request = { op: 'close', clientOrderId: 'x', ticket: '1', volume: null, deadlineAt: 9 } as const;
    const one = told().tell('order.intended', { clientOrderId: 'x', signalId: null, request, symbol: 'EURUSD' });
    expect(one.state.asked).toEqual({ requests: 1, lots: {}, entries: [] });
    one.resolve('x', 'refused');
    expect(one.state.asked.lots).toEqual({});
  });

  it('begins again with the firm’s day, from the moment of its anchor on, and not with what was refused', () => {
    const one = told()
      .intend('before', {}, 1_999)
      .intend('at', { volume: 2 }, 2_000)
      .intend('refused', { volume: 4 }, 3_000)
      .resolve('refused', 'refused')
      .tell('day.anchored', { anchorAt: 2_000, resetsAt: 9_000, balance: 100 });
    expect([one.state.asked.requests, one.state.asked.lots, one.state.asked.entries.length]).toEqual([2, { EURUSD: 2 }, 3]);
    // A refusal of yesterday's entry gives today nothing back.
    one.resolve('before', 'refused');
    expect(one.state.asked.lots).toEqual({ EURUSD: 2 });
    one.resolve('at', 'refused');
    expect(one.state.asked.lots).toEqual({ EURUSD: 0 });
  });
});

describe('the firm’s day', () => {
  const day = { anchorAt: 1, resetsAt: 2, balance: 100, peaks: undefined, guess: undefined };

  it('takes new peaks with the anchor where they are told, keeps them where not, and forgets the day’s transfers', () => {
    const peaks = { resetBalance: 110, equity: 120 };
    const one = told()
      .tell('peaks.raised', { peaks })
      .tell('day.anchored', { ...day });
    expect(one.state.peaks).toEqual(peaks);
    const operation = { ...somePayload('balance.operated').operation, ticket: 'o1', kind: 'transfer' as never, amount: 500 };
    one.tell('balance.operated', { operation, isOld: false });
    expect(one.state.transfers).toEqual({ day: 500, deposited: 500, withdrawn: 0 });
    one.tell('balance.operated', { operation: { ...operation, ticket: 'o2', amount: -200 }, isOld: false });
    expect(one.state.transfers).toEqual({ day: 300, deposited: 500, withdrawn: 200 });
    one.tell('balance.operated', { operation: { ...operation, ticket: 'o3', kind: 'charge' }, isOld: false });
    one.tell('balance.operated', { operation: { ...operation, ticket: 'o4' }, isOld: true });
    expect([one.state.transfers, one.state.operations.size]).toEqual([{ day: 300, deposited: 500, withdrawn: 200 }, 4]);
    one.tell('day.anchored', { ...day, peaks: { resetBalance: 130, equity: 140 } });
    expect([one.state.transfers, one.state.peaks, one.state.day]).toEqual([
      { day: 0, deposited: 500, withdrawn: 200 },
      { resetBalance: 130, equity: 140 },
      day,
    ]);
    one.tell('peaks.raised', { peaks });
    expect(one.state.peaks).toEqual(peaks);
  });

  it('of other rules has the rest of the configuration as it was', () => {
    const rulebook = { ...emptyCockpit().config.rulebook, softStopPct: 11 };
    const one = told().tell('rulebook.chosen', { rulebook });
    expect(one.state.config).toEqual({ ...emptyCockpit().config, rulebook });
  });
});

describe('trading, blocks, strategies and breakers', () => {
  it('are as the last record says', () => {
    const one = told()
      .tell('trading.changed', { to: 'halted', reason: 'why', actor: 'me', certificateId: 'c', code: undefined })
      .tell('recovery.escalated', { text: 'too many' });
    expect(one.state.trading).toEqual({ state: 'halted', reason: 'why', actor: 'me', since: 1_000, certificateId: 'c' });
    expect(one.state.escalation).toEqual({ at: 2_000, text: 'too many' });
    one.tell('trading.changed', { to: 'halted', reason: 'still', actor: 'me', certificateId: 'c' });
    expect(one.state.escalation).not.toBeNull();
    one.tell('trading.changed', { to: 'active', reason: 'go', actor: 'me', certificateId: null });
    expect([one.state.escalation, one.state.trading.state]).toEqual([null, 'active']);
    one.tell('block.raised', { block: 'b', reason: { code: 'losing_streak', text: 'three' } });
    expect(one.state.blocks.get('b')).toEqual({ code: 'losing_streak', text: 'three', since: 5_000 });
    one.tell('block.lifted', { block: 'b', by: 'me', reason: 'ok' });
    expect(one.state.blocks.size).toBe(0);
    one.tell('strategy.adjusted', { strategyId: 'm5_bos', riskFactor: 0.5, riskOn: false, proposal: 0.7, text: 'cut' });
    expect(one.state.strategies.get('m5_bos')).toEqual({ riskFactor: 0.5, riskOn: false, proposal: 0.7, text: 'cut' });
    one.tell('approvals.mode_set', { mode: 'veto', by: 'me' });
    expect(one.state.approvalMode).toBe('veto');
  });

  it('a difference keeps the moment it began while it goes on', () => {
    const { items } = somePayload('drift.changed', 3);
    const some =
      items.length > 0
        ? items
        : [
            {
              kind: 'missing_at_terminal',
              ticket: '1',
              text: 't',
              symbol: 'E',
              ledger: null,
              terminal: null,
              adopting: 'a',
            } as never,
          ];
    const one = told().tell('drift.changed', { items: some });
    const { digest } = one.state.drift!;
    one.tell('drift.changed', { items: [...some, ...some] });
    expect([one.state.drift?.since, one.state.drift?.digest === digest]).toEqual([1_000, false]);
    one.tell('drift.changed', { items: [] });
    expect(one.state.drift).toBeNull();
  });

  it('a run that starts forgets a journal fault of the last one, and takes its mode of approvals', () => {
    const one = told().tell('fault.seen', { agent: 'journal', kind: 'lost', detail: 'disk full' });
    expect(one.state.journalFault).toEqual({ since: 1_000, detail: 'disk full', isLost: true });
    one.tell('fault.seen', { agent: 'journal', kind: 'failed', detail: 'again' });
    expect(one.state.journalFault).toEqual({ since: 1_000, detail: 'again', isLost: false });
    one.tell('journal.mended');
    expect(one.state.journalFault).toBeNull();
    one.tell('fault.seen', { agent: 'journal', kind: 'failed', detail: 'x' });
    const { config } = somePayload('run.started');
    one.tell('run.started', {
      version: '9',
      mode: 'demo',
      terminal: 'mt5',
      market: 'm',
      config: { ...config, approvals: { ...config.approvals, mode: 'auto' } },
    });
    expect(one.state).toMatchObject({
      journalFault: null,
      approvalMode: 'auto',
      version: '9',
      mode: 'demo',
      terminal: 'mt5',
      market: 'm',
    });
    one.tell('fault.seen', { agent: 'calendar', kind: 'failed', detail: 'no file' });
    expect([one.state.calendarFault, one.state.journalFault]).toEqual(['no file', null]);
  });
});

describe('what comes in', () => {
  it('is counted by source and by refusal; a wrong signature is counted apart', () => {
    const one = told()
      .tell('signal.arrived', { source: 'webhook' })
      .tell('intake.refused', { code: 'bad_signature', source: 'webhook', count: 3 })
      .tell('intake.refused', { code: 'too_large', source: 'tradingview', count: 2 })
      .tell('signal.duplicate')
      .tell('signal.refused', { code: 'rate_limited' })
      .tell('signal.refused', { code: 'rate_limited' })
      .tell('signal.refused', { code: 'invalid_signal' });
    expect(one.state.intake).toEqual({
      received: 6,
      accepted: 0,
      duplicate: 1,
      authFailures: 3,
      rateLimited: 2,
      lastReceivedAt: 3_000,
      rejected: { bad_signature: 3, too_large: 2, rate_limited: 2, invalid_signal: 1 },
      perSource: { webhook: 4, tradingview: 2 },
      bySource: expect.any(Object) as object,
      turnedAway: expect.any(Array) as unknown[],
    });
    expect(one.state.intake.turnedAway?.map(({ code, count }) => [code, count])).toEqual([
      ['bad_signature', 3],
      ['too_large', 2],
      ['rate_limited', 1],
      ['rate_limited', 1],
      ['invalid_signal', 1],
    ]);
  });

  it('is counted for each source, which was heard last when its secret was right, not when a stranger knocked', () => {
    const one = told()
      .tell('signal.arrived', { source: 'webhook' })
      .tell('intake.refused', { code: 'bad_signature', detail: 'forged', source: 'webhook', count: 3 })
      .tell('signal.duplicate', { source: 'webhook' })
      .tell('signal.refused', { code: 'invalid_signal', text: 'no stop', source: 'alerts' })
      .accept('s1');
    expect(one.state.intake.bySource).toEqual({
      webhook: {
        ...{ received: 4, accepted: 1, duplicate: 1, refused: 3, lastAt: 1_000 },
        refusal: { at: 2_000, code: 'bad_signature', text: 'forged' },
      },
      alerts: {
        ...{ received: 0, accepted: 0, duplicate: 0, refused: 1, lastAt: null },
        refusal: { at: 4_000, code: 'invalid_signal', text: 'no stop' },
      },
    });
  });

  it.each(['missing_signature', 'bad_signature', 'stale_timestamp', 'replayed_nonce', 'bad_token', 'ip_not_allowed'] as const)(
    '%s is a failure of identity',
    (code) => expect(told().tell('intake.refused', { code, source: 'webhook', count: 1 }).state.intake.authFailures).toBe(1),
  );

  it('opens the life of what was accepted', () => {
    const one = told().accept('s1');
    expect([one.state.intake.accepted, one.state.signals.get('s1')]).toMatchObject([
      1,
      {
        signalId: 's1',
        traceId: 't',
        receivedAt: 5,
        strategyId: 'm5_bos',
        state: 'received',
        reason: null,
        orders: [],
        ticket: null,
      },
    ]);
  });
});

describe('a signal', () => {
  it('counts at each stage as passed, refused or failed, and keeps its last decisions', () => {
    const { decision } = somePayload('stage.decided', 3);
    const one = told().accept('s1');
    for (const verdict of ['passed', 'approved', 'overridden', 'refused', 'rejected', 'expired', 'failed'] as const)
      one.tell('stage.decided', { signalId: 's1', decision: { ...decision, stage: 'u1', verdict } });
    expect(one.state.stages.get('u1')).toEqual({ asked: 7, passed: 3, refused: 3, failed: 1 });
    for (let i = 0; i < 30; i += 1)
      one.tell('stage.decided', { signalId: 's1', decision: { ...decision, stage: 'u2', verdict: 'passed', at: i } });
    const { decisions } = one.state.signals.get('s1')!;
    expect([decisions.length, decisions[0]?.at, decisions.at(-1)?.at]).toEqual([BOUNDS.decisionsPerSignal, 6, 29]);
  });

  it('that is an exit stands among the exits while it is ordered, an entry never', () => {
    const ordered = (kind: 'entry' | 'exit') => {
      const one = told().accept('s1', kind);
      if (kind === 'entry')
        for (const state of ['evaluated', 'in_pipeline'] as const)
          one.tell('signal.moved', { signalId: 's1', state, reason: null });
      return one.tell('signal.moved', { signalId: 's1', state: 'ordered', reason: null });
    };
    const exit = ordered('exit');
    expect([...exit.state.exits]).toEqual(['s1']);
    exit.tell('signal.moved', { signalId: 's1', state: 'failed', reason: { code: 'exit_refused', text: 'y' } });
    expect([exit.state.exits.size, exit.state.signals.get('s1')?.reason]).toEqual([0, { code: 'exit_refused', text: 'y' }]);
    expect(ordered('entry').state.exits.size).toBe(0);
  });

  it('that is overridden has its failed soft rules set aside, each once, and no hard one', () => {
    const of = (code: CriterionCode, ok: boolean, hard: boolean) => rule({ code, ok, hard, observed: 1, limit: 0, text: 't' });
    const { decision } = somePayload('stage.decided', 3);
    const criteria = [of('news', false, false), of('trend', true, false), of('margin', false, true)];
    const one = told()
      .accept('s1')
      .tell('stage.decided', { signalId: 's1', decision: { ...decision, stage: 'u1', verdict: 'refused', criteria } });
    one.tell('stage.decided', { signalId: 's1', decision: { ...decision, stage: 'u2', verdict: 'passed', criteria } });
    expect(failedRules(one.state.signals.get('s1')!)).toEqual({ soft: ['news'], hard: ['margin'] });
    one.tell('approval.resolved', { signalId: 's1', how: 'approved', by: 'me', reason: null });
    expect(one.state.signals.get('s1')).toMatchObject({
      overrides: [],
      approval: { how: 'approved', by: 'me', at: 4_000, reason: null },
    });
    one.tell('approval.resolved', { signalId: 's1', how: 'overridden', by: 'me', reason: 'why' });
    expect(one.state.signals.get('s1')?.overrides).toEqual(['news']);
  });

  it('has the digest of its card while one waits, and of what was decided otherwise', () => {
    const one = told().accept('s1');
    const life = () => one.state.signals.get('s1')!;
    const before = signalDigest(one.state, life());
    const { card } = somePayload('approval.requested');
    one.tell('signal.moved', { signalId: 's1', state: 'evaluated', reason: null });
    one.tell('approval.requested', { card: { ...card, signalId: 's1', digest: 'a'.repeat(64) } });
    expect([signalDigest(one.state, life()), before.length]).toEqual(['a'.repeat(64), 64]);
    one.tell('approval.resolved', { signalId: 's1', how: 'rejected', by: 'me', reason: null });
    expect([signalDigest(one.state, life()) === before, one.state.pending.size]).toEqual([false, 0]);
  });
});

describe('an order', () => {
  it('is open until it has an end, and unknown is none', () => {
    const one = told().accept('s1').intend('a', {}, 2_500, 's1');
    expect([one.state.orders.get('a'), one.state.signals.get('s1')?.orders]).toMatchObject([
      { state: 'intended', reserve: 50, riskMoney: 40, requestedAt: 2_500, sentAt: null, effect: 'open', opensAt: null },
      ['a'],
    ]);
    one.tell('order.progressed', { clientOrderId: 'a', to: 'acknowledged', sentAt: 6 });
    one.tell('order.progressed', { clientOrderId: 'a', to: 'sent', sentAt: 8 });
    one.tell('order.progressed', { clientOrderId: 'nobody', to: 'sent', sentAt: 8 });
    expect(one.state.orders.get('a')).toMatchObject({ state: 'acknowledged', sentAt: 6 });
    one.resolve('a', 'unknown', { sentAt: null });
    expect([one.state.openOrders.has('a'), one.state.orders.get('a')]).toMatchObject([
      true,
      { state: 'unknown', reserve: 50, sentAt: 6, resolvedAt: null, resolvedBy: null, unknownSince: 6_000 },
    ]);
    one.resolve('a', 'refused', { by: 'probe', opensAt: 77 });
    expect([one.state.openOrders.has('a'), one.state.orders.get('a')]).toMatchObject([
      false,
      { state: 'refused', reserve: 0, sentAt: 7, resolvedAt: 7_000, resolvedBy: 'probe', unknownSince: 6_000, opensAt: 77 },
    ]);
  });

  it('that makes a position is why it is not foreign', () => {
    const { position } = somePayload('position.opened');
    const opened = (part: Partial<Payload<'position.opened'>>, clientOrderId: string | null) =>
      told()
        .intend('a')
        .tell('position.opened', {
          signalId: null,
          strategyId: null,
          riskMoney: null,
          ...part,
          position: { ...position, ticket: '1', identifier: undefined, clientOrderId },
        })
        .state.positions.get('1')?.foreign;
    expect([opened({}, null), opened({}, 'nobody'), opened({}, 'a'), opened({ strategyId: 'm5_bos' }, null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('results', () => {
  const trade = (pnl: number, r: number | null = pnl / 10): ClosedTrade => ({
    ...somePayload('position.closed').trade,
    pnl,
    r,
    strategyId: 'm5_bos',
  });
  const after = (...pnls: number[]) => pnls.map((pnl) => trade(pnl)).reduce(withTrade, NO_PERFORMANCE);

  it('sum up: a draw is neither won nor lost and ends no streak; the drawdown is from the peak', () => {
    expect(after(10, 20, -5, -10, 0, 3, -2)).toEqual({
      trades: 7,
      wins: 3,
      losses: 3,
      pnl: 16,
      grossWin: 33,
      grossLoss: 17,
      rSum: expect.closeTo(1.6, 10) as number,
      rCount: 7,
      peak: 30,
      maxDrawdown: 15,
      losingStreak: 1,
    });
    expect([after(-1, -1, 0).losingStreak, after(-1, 5).losingStreak, withTrade(NO_PERFORMANCE, trade(5, null)).rCount]).toEqual([
      2, 0, 0,
    ]);
  });

  it('are summed again after a correction while every trade is known, and corrected otherwise', () => {
    const [one, two] = [trade(10), trade(-4)];
    const corrected = { ...two, pnl: 3, r: 0.3 };
    expect(withCorrection(after(10, -4), two, corrected, [one, corrected])).toEqual(after(10, 3));
    const past = {
      ...after(10, -4),
      trades: 5,
      pnl: 40,
      peak: 50,
      maxDrawdown: 12,
      losingStreak: 9,
      grossWin: 100,
      grossLoss: 60,
      wins: 3,
      losses: 2,
      rSum: 4,
    };
    expect(withCorrection(past, two, corrected, [one, corrected])).toEqual({
      ...past,
      wins: 4,
      losses: 1,
      pnl: 47,
      grossWin: 103,
      grossLoss: 56,
      rSum: expect.closeTo(4.7, 10) as number,
      losingStreak: 0,
    });
    expect(withCorrection(past, one, { ...one, pnl: -5, r: -0.5 }, [one])).toMatchObject({
      pnl: 25,
      peak: 50,
      maxDrawdown: 25,
      losses: 3,
      wins: 2,
    });
    expect(withCorrection(past, one, { ...one, pnl: 30, r: 3 }, [one])).toMatchObject({ pnl: 60, peak: 60, maxDrawdown: 12 });
  });

  it('reach the trade, its signal and both sums, and not those of another strategy', () => {
    const closed = (ticket: string, pnl: number, strategyId: ClosedTrade['strategyId'], signalId: string | null) => ({
      ...trade(pnl),
      ticket,
      strategyId,
      signalId,
    });
    const one = told().accept('s1').accept('s2');
    one.tell('position.closed', { trade: closed('1', 10, 'm5_bos', 's1') });
    one.tell('position.closed', { trade: closed('2', -4, 'm1_retest', 's2') });
    one.tell('position.closed', { trade: closed('3', 7, null, null) });
    one.tell('trade.corrected', { ticket: '1', closedAt: undefined, pnl: 8, r: 0.8, by: -2 });
    one.tell('trade.corrected', { ticket: '3', closedAt: undefined, pnl: 6, r: 0.6, by: -1 });
    one.tell('trade.corrected', { ticket: 'gone', closedAt: undefined, pnl: 6, r: 0.6, by: -1 });
    expect(one.state.trades.map(({ pnl }) => pnl)).toEqual([8, -4, 6]);
    expect([...one.state.performance].map(([key, { pnl, trades }]) => [key, pnl, trades])).toEqual([
      ['m5_bos', 8, 1],
      ['all', 4, 2],
      ['m1_retest', -4, 1],
    ]);
    expect([one.state.signals.get('s1')?.trade?.pnl, one.state.signals.get('s2')?.trade?.pnl]).toEqual([8, -4]);
  });
});

describe('a recovery', () => {
  it('counts what it did, remembers restarts, and leaves with how it ended', () => {
    const began = {
      ...somePayload('recovery.began'),
      id: 'r',
      component: 'terminal' as never,
      agent: 'terminal' as const,
      severity: 'high' as const,
      kind: 'timeout' as const,
      subject: 'terminal',
    };
    const acted = (action: string, step: number) => ({
      ...somePayload('recovery.acted'),
      id: 'r',
      action: action as never,
      step,
      attempt: step + 1,
      dueAt: 99 + step,
      text: `step ${step}`,
    });
    const one = told().tell('recovery.began', began);
    expect([one.state.recoveries.get('r'), one.state.highFaults]).toMatchObject([
      { startedAt: 1_000, step: 0, attempt: 0, dueAt: 1_000, last: '', actions: 0 },
      [{ at: 1_000, text: 'terminal did not answer in time' }],
    ]);
    one
      .tell('recovery.acted', acted('none', 1))
      .tell('recovery.acted', acted('restart_component', 2))
      .tell('recovery.acted', acted('reconnect', 3));
    expect(one.state.recoveries.get('r')).toMatchObject({ step: 3, attempt: 4, dueAt: 102, last: 'step 3', actions: 2 });
    expect([[...one.state.recoveryActs.values()], one.state.restarts.get('terminal')]).toEqual([[[3_000, 4_000]], [3_000]]);
    one.tell('recovery.ended', { id: 'r', verifiedBy: 'a look', ms: 12 });
    expect([one.state.recoveries.size, one.state.recovered]).toMatchObject([
      0,
      [{ id: 'r', actions: 2, last: 'step 3', verifiedBy: 'a look', ms: 12, startedAt: 1_000 }],
    ]);
    one.tell('recovery.escalated', { text: 'x' });
    expect(one.state.highFaults).toEqual([]);
    expect(told().tell('recovery.began', { ...began, severity: 'low' }).state.highFaults).toEqual([]);
  });

  it('a calendar that was read ends its fault, and one that says the same refers to the one before and is younger', () => {
    const calendar: Payload<'calendar.read'> = { readAt: 1_000, source: 'file', events: [], coversUntil: null, notes: [] };
    const { state } = told();
    const read = (payload: Payload<'calendar.read'>): unknown => {
      state.calendarFault = 'x';
      const envelope = { ...someRecord(state.lastSeq + 1, 'news.dropped'), type: 'calendar.read' as const };
      apply(state, { ...envelope, payload });
      return [state.calendarFault, state.calendar];
    };
    expect(read({ readAt: 5, unchanged: true })).toEqual([null, null]);
    expect(read(calendar)).toEqual([null, calendar]);
    expect(read({ readAt: 1_005, unchanged: true })).toEqual([null, { ...calendar, readAt: 1_005 }]);
  });
});

describe('stops and health', () => {
  it('a stop stands by its scope until it is lifted, and lanes are full until they are not', () => {
    const scope = { kind: 'symbol', symbol: 'EURUSD' } as const;
    const one = told().tell('stop.latched', { scope, reason: 'why', actor: 'me', certificateId: 'c' });
    expect([...one.state.stops]).toEqual([
      ['symbol:EURUSD', { scope, reason: 'why', actor: 'me', since: 1_000, certificateId: 'c' }],
    ]);
    one.tell('stop.lifted', { scope, by: 'me', reason: 'ok' });
    expect(one.state.stops.size).toBe(0);
    one.tell('controller.observed', {
      health: [{ agent: 'u1', health: 'degraded', why: 'slow' }] as never,
      lanes: [{ lane: 'low', refused: 2, max: 9 }] as never,
    });
    expect([one.state.health.get('u1'), one.state.fullLanes.get('low')]).toEqual([
      { health: 'degraded', why: 'slow', since: 3_000 },
      { since: 3_000, max: 9 },
    ]);
    one.tell('controller.observed', { health: [], lanes: [{ lane: 'low', refused: 0, max: 9 }] as never });
    expect(one.state.fullLanes.size).toBe(0);
  });

  it('old certificates make room, unfinished ones never', () => {
    const { certificate } = somePayload('stop.progressed');
    const one = told().tell('stop.progressed', { certificate: { ...certificate, id: 'open', endedAt: null } });
    for (let i = 0; i < BOUNDS.certificates + 5; i += 1)
      one.tell('stop.progressed', { certificate: { ...certificate, id: `c${i}`, endedAt: 1 } });
    expect([one.state.certificates.size, one.state.certificates.has('open'), one.state.certificates.has('c0')]).toEqual([
      BOUNDS.certificates,
      true,
      false,
    ]);
  });
});

describe('collections keep', () => {
  it('what the window and the manual promise', () =>
    expect(BOUNDS).toEqual({
      signals: 2_000,
      pending: 50,
      orders: 4_000,
      positions: 1_000,
      trades: 1_000,
      alarms: 200,
      certificates: 50,
      stops: 50,
      drills: 20,
      notedNews: 200,
      books: 20,
      operations: 200,
      turnedAway: 50,
      askedEntries: 1_000,
      recoveries: 200,
      recovered: 100,
      recoveryTimes: 200,
      journalAdopted: 50,
      pastDays: 8,
      tail: 300,
      decisionsPerSignal: 24,
      movesPerPosition: 40,
    }));

  it('unfinished signals and open orders, whatever comes after them', () => {
    const one = told().accept('waits').intend('open');
    for (let i = 0; i < BOUNDS.signals + 3; i += 1) {
      one.accept(`s${i}`);
      one.tell('signal.moved', { signalId: `s${i}`, state: 'rejected', reason: { code: 'exit_refused', text: 'y' } });
    }
    expect([one.state.signals.size, one.state.signals.has('waits'), one.state.signals.has('s0')]).toEqual([
      BOUNDS.signals,
      true,
      false,
    ]);
    expect(one.state.openOrders.has('open')).toBe(true);
  });
});

describe('the calendar', () => {
  const event = (at: number) => ({ at, currency: 'USD', impact: 'high', title: 't' }) as const;
  const HOUR = 3_600_000;
  const now = Date.parse('2026-03-04T12:00:00Z');
  const copy = { readAt: now, source: 'file', events: [event(now)], coversUntil: now };
  it.each([
    [null, 'There is no calendar'],
    [copy, null],
    [{ ...copy, coversUntil: now - 1 }, 'The calendar (file) ends on 2026-03-04'],
    [{ ...copy, coversUntil: null }, 'The calendar (file) is empty'],
    [{ ...copy, coversUntil: undefined }, null],
    [{ ...copy, coversUntil: undefined, events: [event(now - 1)] }, 'The calendar (file) ends on 2026-03-04'],
    [{ ...copy, coversUntil: undefined, events: [] }, 'The calendar (file) is empty'],
    [{ ...copy, readAt: now - 24 * HOUR }, null],
    [{ ...copy, readAt: now - 24 * HOUR - 360_000 }, 'The calendar (file) was read 24.1 h ago, limit 24 h'],
  ])('%j', (calendar, why) => expect(calendarBlindness(calendar, 24, now)).toBe(why));
});

it('known strategies are the configured ones, then those with something left, by name, and never the sum of all', () => {
  const state = emptyCockpit();
  const configured = knownStrategies(state);
  state.performance.set('zeta', NO_PERFORMANCE);
  state.performance.set('all', NO_PERFORMANCE);
  state.strategies.set('alpha', {} as never);
  state.positions.set('1', { strategyId: 'beta' } as never);
  state.positions.set('2', { strategyId: null } as never);
  state.positions.set('3', { strategyId: configured[0] } as never);
  expect(knownStrategies(state)).toEqual([...configured, 'alpha', 'beta', 'zeta']);
});

describe('a stop certificate on paper', () => {
  const certificate = {
    id: 'stop-1',
    reason: 'news',
    actor: 'trader',
    flatten: true,
    state: 'flat',
    latchedAt: Date.parse('2026-03-04T12:00:00Z'),
    endedAt: Date.parse('2026-03-04T12:00:02Z'),
    steps: [{ step: 'latched', at: Date.parse('2026-03-04T12:00:00Z'), text: 'No entries from here on' }],
    tickets: [
      { ticket: '11', symbol: 'EURUSD', volume: 1.5, result: 'closed', price: 1.1, text: '', foreign: false },
      { ticket: '12', symbol: 'GBPUSD', volume: 10, result: 'residual', price: null, text: 'refused: no', foreign: true },
    ],
  } as const;
  it('says what was done to what, by whom and when, and how to check it', () => {
    expect(certificateText(certificate as never, 'demo', 'f00d').split('\n')).toEqual([
      'STOP CERTIFICATE stop-1',
      'Mikrobot Cockpit, DEMO',
      '',
      'What        halt and close of account',
      'Result      Flat: no position and no order was left in two snapshots of the terminal in a row',
      'Reason      news',
      'Asked by    trader',
      'Latched     2026-03-04T12:00:00.000Z',
      'Ended       2026-03-04T12:00:02.000Z',
      '',
      'Steps (UTC)',
      '  2026-03-04T12:00:00.000Z  No entries from here on',
      '',
      'Tickets (2)',
      '  11           EURUSD          1.5 lots  closed    at 1.1 ',
      '  12           GBPUSD           10 lots  residual  (not ours) refused: no',
      '',
      'Signature   HMAC-SHA256 with the journal key over the certificate as canonical JSON (RFC 8785)',
      '            f00d',
      'Check it    npm run verify -- DATA --certificate FILE   (FILE: the JSON of GET /stop-certificates/stop-1)',
      '',
    ]);
  });

  it.each([
    ['latched', 'Latched; cancels and closes follow'],
    ['cancelling', 'Working orders are being cancelled'],
    ['flattening', 'Positions are being closed'],
    ['verifying', 'Being verified against the terminal'],
    ['halted', 'Halted: no working order was left in two snapshots of the terminal in a row'],
    ['residual', 'NOT flat: the tickets marked residual could not be closed'],
  ])('that is %s reads: %s', (state, sentence) => {
    const scope = { kind: 'symbol', symbol: 'EURUSD' };
    const text = certificateText(
      { ...certificate, state, flatten: false, endedAt: null, tickets: [], scope } as never,
      'paper',
      '',
    );
    expect(text).toContain(`Result      ${sentence}\n`);
    expect(text).toContain('What        halt of symbol EURUSD\n');
    expect(text).toContain('Ended       not ended\n');
    expect(text).toContain('Tickets (0)\n  none was touched\n');
  });
});
