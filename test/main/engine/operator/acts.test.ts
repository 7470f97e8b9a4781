import { describe, expect, test } from 'vitest';
import type { OperatorAction } from '#shared/events';
import { EngineInHand, SPEC } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const MANY = { cells: { u3: { onePositionPerSymbol: false } } };
const code = (told: { answer: unknown }): unknown => (told.answer as { code?: string } | null)?.code ?? null;
const detail = (told: { answer: unknown }): unknown => (told.answer as { detail?: string } | null)?.detail ?? null;
const payloads = (told: { decisions: readonly { payload: unknown }[] }) => told.decisions.map(({ payload }) => payload);
const withCard = (changes: Record<string, unknown> = {}): EngineInHand => {
  const hand = new EngineInHand(changes);
  hand.submit('s1');
  return hand;
};
/** The terminal does not show a position of the ledger, and no deal says why. */
const drifting = (changes: Record<string, unknown> = AUTO): EngineInHand => {
  const hand = new EngineInHand(changes);
  hand.submit('s1');
  if (hand.cockpit.pending.has('s1')) hand.approve('s1');
  const request = hand.sends.at(-1);
  if (request?.op !== 'open') throw new Error('not opened');
  hand.filled(request, '11');
  hand.positions = [];
  hand.after(1_000).observe();
  return hand;
};

describe('a click on a card', () => {
  test('is not carried out while ledger and terminal differ: it would add risk to what nobody can explain', () => {
    const other = new EngineInHand(MANY);
    other.opened('s1', '11');
    other.submit('s2');
    other.positions = [];
    other.after(1_000).observe();
    const told = other.approve('s2');
    expect([code(told), detail(told), other.sends.length]).toEqual(['hard_limit', 'Trading is reducing', 1]);
  });

  test('needs a price: without facts of the terminal nothing is approved', () => {
    const hand = withCard();
    const action = { act: 'approve', signalId: 's1', digest: hand.digest('s1') } as const;
    const told = hand.tell({ type: 'operator.acted', payload: { action, facts: null } }, 'trader:test');
    expect([code(told), hand.sends]).toEqual(['price_moved', []]);
  });

  test.each([
    [null, 'Rejected by you'],
    ['', 'Rejected by you'],
    ['too late in the day', 'By you: "too late in the day"'],
  ])('a rejection with the words %j reads: %s', (reason, text) => {
    const hand = withCard();
    const told = hand.act({ act: 'reject', signalId: 's1', digest: hand.digest('s1'), reason });
    expect(hand.life('s1')).toMatchObject({ state: 'rejected', reason: { code: 'trader_rejected', text } });
    expect(payloads(told)[0]).toMatchObject({ signalId: 's1', how: 'rejected', by: 'trader:test', reason });
  });

  test('a rejection of another card than was shown, of one that is gone or of none is not taken', () => {
    const hand = withCard();
    const reject = (signalId: string, digest: string) => hand.act({ act: 'reject', signalId, digest, reason: null });
    const digest = hand.digest('s1');
    expect([code(reject('s1', 'f'.repeat(64))), hand.standing('s1')[0]]).toEqual(['digest_changed', 'awaiting_approval']);
    expect(detail(reject('nobody', digest))).toBe('There is no signal nobody');
    hand.after(30_000).beat();
    expect([code(reject('s1', digest)), hand.standing('s1')[0]]).toEqual(['expired', 'expired']);
    const done = withCard();
    done.approve('s1');
    expect(detail(done.act({ act: 'reject', signalId: 's1', digest, reason: null }))).toBe('Signal s1 is ordered');
  });
});

describe('an override', () => {
  const TOKYO = { strategies: { m5_bos: { sessions: ['tokyo'] }, m1_retest: {} }, paper: { alwaysOpen: false } };
  const override = (hand: EngineInHand, digest = hand.digest('s1'), signalId = 's1') =>
    hand.act({ act: 'override', signalId, digest, reason: 'I know why' });

  test.each([
    [300_000, null],
    [300_001, 'expired'],
  ])('is for signals up to five minutes old: %i ms, %s', (ms, refused) =>
    expect(code(override(withCard(TOKYO).after(ms)))).toBe(refused),
  );

  test('is for refused signals alone, and for none that a trader has rejected', () => {
    expect(code(override(withCard(), '', 'nobody'))).toBe('unknown_signal');
    const waiting = withCard();
    expect([code(override(waiting)), detail(override(waiting))]).toEqual([
      'not_pending',
      'Signal s1 is awaiting_approval and cannot be overridden',
    ]);
    waiting.act({ act: 'reject', signalId: 's1', digest: waiting.digest('s1'), reason: null });
    expect(detail(override(waiting))).toBe('Signal s1 is rejected and cannot be overridden');
  });

  test('is refused for one hard rule, with the sentence of the refusal', () => {
    const hand = new EngineInHand();
    hand.submit('s1', { stopLoss: Number((hand.quote.ask - 0.00008).toFixed(5)) });
    const { reason } = hand.life('s1');
    expect(detail(override(hand))).toBe(`${reason?.text ?? ''}: a hard limit cannot be overridden`);
  });

  test('is of no use where no rule refused: there is nothing to set aside', () => {
    const hand = withCard();
    hand.approve('s1');
    hand.halt(false);
    const request = hand.sends[0];
    expect([request?.op, code(override(hand))]).toEqual(['open', 'not_pending']);
  });

  test('names who overrode, and why', () => {
    const told = override(withCard(TOKYO));
    expect(payloads(told)[0]).toMatchObject({ signalId: 's1', how: 'overridden', by: 'trader:test', reason: 'I know why' });
  });
});

describe('closing a position by hand', () => {
  const close = (hand: EngineInHand, ticket: string, foreign?: boolean) =>
    hand.act({ act: 'close-position', ticket, ...(foreign === undefined ? {} : { foreign }) });

  test('asks for the whole of it once, for its signal, and not again while the answer is out', () => {
    const hand = new EngineInHand(AUTO);
    hand.opened('s1', '11');
    const first = close(hand.after(1_000), '11');
    expect(payloads(first)).toMatchObject([
      { signalId: 's1', certificateId: null, symbol: 'EURUSD', request: { op: 'close', ticket: '11', volume: null } },
    ]);
    expect(code(close(hand.after(1_000), '11'))).toBe('already_asked');
    const closing = hand.sends.at(-1)!;
    hand.answer(closing.clientOrderId, { kind: 'refused', retcode: 10006, text: 'Rejected', at: hand.at });
    const second = close(hand.after(1_000), '11');
    expect([second.types, hand.sends.length, hand.sends.at(-1)?.clientOrderId === closing.clientOrderId]).toEqual([
      ['order.intended'],
      3,
      false,
    ]);
  });

  test('is refused for what is not there', () => {
    const told = close(new EngineInHand(), '99');
    expect([code(told), detail(told)]).toEqual(['unknown_position', 'There is no position 99']);
  });

  test('touches a position that the cockpit did not open only when that was said', () => {
    const hand = new EngineInHand(AUTO);
    const own = hand.opened('s1', '11');
    hand.positions.push({ ...own, ticket: '77', clientOrderId: null, magic: 4_711, openedAt: hand.at });
    hand.after(1_000).observe();
    expect(hand.cockpit.positions.get('77')).toMatchObject({ foreign: true });
    expect([code(close(hand, '77')), code(close(hand, '77', false)), hand.sends.length]).toEqual([
      'foreign_position',
      'foreign_position',
      1,
    ]);
    expect([code(close(hand, '77', true)), hand.sends.at(-1)]).toMatchObject([null, { op: 'close', ticket: '77' }]);
    // For one of our own it need not be said, and does no harm.
    expect(code(close(hand, '11', true))).toBeNull();
  });
});

describe('approval mode, news and alarms', () => {
  test('the mode is set once, by the person who asked', () => {
    const hand = new EngineInHand();
    const set = () => hand.act({ act: 'set-approval-mode', mode: 'veto', reason: null });
    expect(payloads(set())).toEqual([{ mode: 'veto', by: 'trader:test' }]);
    expect([hand.cockpit.approvalMode, set().decisions]).toEqual(['veto', []]);
  });

  test('news are noted up to the moment they happen, and only noted ones are dropped', () => {
    const hand = new EngineInHand();
    const event = (at: number) => ({ at, currency: 'USD', impact: 'high', title: 'Payrolls' }) as const;
    const note = (id: string, at: number) => hand.act({ act: 'note-news', id, event: event(at) });
    expect(detail(note('past', hand.at - 1))).toBe('The event is over');
    expect(payloads(note('now', hand.at))).toEqual([{ id: 'now', event: event(hand.at) }]);
    expect(code(hand.act({ act: 'drop-news', id: 'past' }))).toBe('not_found');
    expect([...hand.cockpit.notedNews.keys()]).toEqual(['now']);
    expect(payloads(hand.act({ act: 'drop-news', id: 'now' }))).toEqual([{ id: 'now' }]);
    expect(hand.cockpit.notedNews.size).toBe(0);
  });

  test('only an alarm that exists is acknowledged or shelved, a critical one never shelved', () => {
    const hand = new EngineInHand();
    const shelve = (alarmId: string) => hand.act({ act: 'shelve-alarm', alarmId, untilMs: hand.at + 60_000, reason: 'known' });
    const acknowledge = (alarmId: string) => hand.act({ act: 'acknowledge-alarm', alarmId });
    expect([code(shelve('algo_trading_off')), code(acknowledge('algo_trading_off'))]).toEqual(['unknown_alarm', 'unknown_alarm']);
    hand.account = { ...hand.account, algoTrading: false };
    hand.after(1_000).beat();
    expect(payloads(acknowledge('algo_trading_off'))).toEqual([{ alarmId: 'algo_trading_off', by: 'trader:test' }]);
    expect(payloads(shelve('algo_trading_off'))).toEqual([
      { alarmId: 'algo_trading_off', untilMs: hand.at + 60_000, by: 'trader:test', reason: 'known' },
    ]);
    hand.link = 'down';
    hand.after(1_000).beat();
    expect(detail(shelve('link_down'))).toBe('A critical alarm cannot be shelved');
  });
});

describe('a breaker', () => {
  test('is isolated and reset by hand, with who did it and why', () => {
    const hand = new EngineInHand();
    const isolate = () => hand.act({ act: 'isolate-breaker', agent: 'u2', effect: 'read', reason: 'odd scores' });
    expect(payloads(isolate())).toMatchObject([
      { agent: 'u2', effect: 'read', breaker: { state: 'ISOLATED' }, why: 'isolated by trader:test: odd scores' },
    ]);
    expect(isolate().decisions).toEqual([]);
    const reset = () => hand.act({ act: 'reset-breaker', agent: 'u2', effect: 'read', reason: 'mended' });
    expect(payloads(reset())).toMatchObject([{ breaker: { state: 'CLOSED', failures: 0 }, why: 'reset by trader:test: mended' }]);
    expect(reset().decisions).toEqual([]);
  });
});

describe('going back to trading', () => {
  test('is refused with every reason at once, and says the words when nothing is in its way', () => {
    const hand = drifting();
    hand.halt(false);
    hand.link = 'down';
    const told = hand.act({ act: 'resume', reason: 'all clear' });
    expect(told.answer).toMatchObject({
      kind: 'refused',
      code: 'resume_refused',
      reasons: [
        'The terminal link is not up',
        'Ledger and terminal disagree: adopt the drift first',
        expect.stringMatching(/^The stop stop-\S+ is not finished$/),
      ],
    });
    const calm = new EngineInHand();
    calm.halt(false);
    for (const ms of [1_000, 1_000, 1_000]) calm.after(ms).observe();
    expect(payloads(calm.act({ act: 'resume', reason: 'all clear' }))).toEqual([
      { to: 'active', reason: 'all clear', actor: 'trader:test', certificateId: null },
    ]);
    expect(detail(calm.act({ act: 'resume', reason: 'again' }))).toBe('Trading is active already');
  });

  test('waits for an order of which nobody knows what became, and names a day that is past the hard stop', () => {
    const hand = new EngineInHand(AUTO);
    const request = hand.ordered('s1');
    hand.halt(false);
    hand.answer(request.clientOrderId, hand.silence);
    const told = detail(hand.act({ act: 'resume', reason: 'all clear' }));
    expect(told).toContain('1 orders have an unknown outcome');
    const lost = new EngineInHand(AUTO);
    lost.halt(false);
    for (const ms of [1_000, 1_000, 1_000]) lost.after(ms).observe();
    // FTMO: 5,000 of 100,000 a day, hard stop at 80 %: 4,000 lost is the stop, 3,999.99 is not.
    lost.account = { ...lost.account, equity: 96_000, balance: 96_000 };
    expect(detail(lost.act({ act: 'resume', reason: 'all clear' }))).toBe(
      "The day's loss is past the hard stop of 80 %: wait for the reset",
    );
    lost.account = { ...lost.account, equity: 96_000.01, balance: 96_000.01 };
    expect(code(lost.act({ act: 'resume', reason: 'all clear' }))).toBeNull();
  });
});

describe('adopting a difference', () => {
  const adopt = (hand: EngineInHand, digest?: string) =>
    hand.act({ act: 'adopt-drift', reason: 'the broker is right', ...(digest === undefined ? {} : { digest }) });

  test('needs the difference that was shown, when it says which', () => {
    const hand = drifting();
    expect([code(adopt(hand, 'f'.repeat(64))), hand.cockpit.drift === null]).toEqual(['digest_changed', false]);
    expect([code(adopt(hand, hand.cockpit.drift?.digest)), hand.cockpit.drift]).toEqual([null, null]);
  });

  test('of a position that is there after all lets nothing go: the next look finds it', () => {
    const hand = drifting();
    const held = hand.cockpit.positions.get('11')!.position;
    hand.positions = [held];
    expect(adopt(hand).types).toEqual(['drift.changed', 'trading.changed']);
    expect(hand.cockpit.positions.has('11')).toBe(true);
  });

  test('of another volume follows the terminal, and ends no signal', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.positions = [{ ...position, volume: 1 }];
    hand.after(1_000).observe();
    expect(hand.cockpit.drift?.items.map(({ kind }) => kind)).toEqual(['different']);
    const told = adopt(hand);
    expect([told.types, hand.cockpit.positions.get('11')?.position.volume, hand.standing('s1')[0]]).toEqual([
      ['position.changed', 'drift.changed', 'trading.changed'],
      1,
      'open',
    ]);
    expect(payloads(told).at(-1)).toEqual({
      to: 'active',
      reason: 'drift adopted',
      actor: 'trader:test',
      certificateId: null,
    });
  });

  test('of another volume that the terminal does not show any more changes nothing of the ledger', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.positions = [{ ...position, volume: 1 }];
    hand.after(1_000).observe();
    hand.positions = [];
    expect(adopt(hand).types).toEqual(['drift.changed', 'trading.changed']);
  });

  test('of a position that no signal opened lets go of it and moves no signal', () => {
    const hand = new EngineInHand(AUTO);
    const own = hand.opened('s1', '11');
    hand.positions.push({ ...own, ticket: '77', clientOrderId: null, magic: 4_711, openedAt: hand.at });
    hand.after(1_000).observe();
    hand.positions = [own];
    hand.after(1_000).observe();
    const told = adopt(hand);
    expect([told.types, payloads(told)[0]]).toEqual([
      ['position.dropped', 'drift.changed', 'trading.changed'],
      { ticket: '77', signalId: null, reason: 'the broker is right' },
    ]);
    expect([hand.standing('s1')[0], [...hand.cockpit.positions.keys()]]).toEqual(['open', ['11']]);
  });

  test('of two positions looks for each where it is', () => {
    const hand = new EngineInHand({ ...AUTO, ...MANY });
    const first = hand.opened('s1', '11');
    const second = hand.opened('s2', '12');
    hand.positions = [];
    hand.after(1_000).observe();
    hand.positions = [second];
    const told = adopt(hand);
    expect([told.types, [...hand.cockpit.positions.keys()], first.ticket]).toEqual([
      ['position.dropped', 'signal.moved', 'drift.changed', 'trading.changed'],
      ['12'],
      '11',
    ]);
  });
});

describe('closing a part by hand', () => {
  /** A position of odd lots, as a broker with fine steps has them. */
  const part = (of: object, { min = 0.00001, step = 0.00001 } = {}) => {
    const hand = new EngineInHand(AUTO);
    hand.opened('s1', '11');
    hand.positions = hand.positions.map((one) => ({ ...one, volume: 1.23456 }));
    const facts = { ...hand.facts, specs: [{ ...SPEC, volumeMin: min, volumeStep: step }] };
    const action = { act: 'close-position', ticket: '11', part: of } as OperatorAction;
    return hand.after(1_000).tell({ type: 'operator.acted', payload: { action, facts } }, 'trader:test');
  };
  const lots = (told: ReturnType<typeof part>) => (payloads(told)[0] as { request: { volume: unknown } }).request.volume;

  test('says how many of how many lots, to four digits, and asks for all of them as for a whole', () => {
    const some = part({ lots: 0.12346 });
    expect([lots(some), JSON.stringify(payloads(some)[0])]).toEqual([
      0.12346,
      expect.stringContaining('By hand: 0.1235 of 1.2346 lots closed'),
    ]);
    const all = part({ percent: 100 });
    expect([lots(all), JSON.stringify(payloads(all)[0])]).toEqual([
      null,
      expect.stringContaining('By hand: all 1.2346 lots closed'),
    ]);
  });

  test('of more than there is, or of less than the broker closes, is refused with the numbers', () => {
    const more = part({ lots: 1.23466 });
    expect([code(more), detail(more)]).toEqual(['bad_volume', '1.2347 lots are more than the position has: 1.2346']);
    const less = part({ lots: 0.12346 }, { min: 0.50006, step: 0.10006 });
    expect([code(less), detail(less)]).toEqual([
      'bad_volume',
      '0.1235 lots cannot be closed alone: the smallest volume is 0.5001, in steps of 0.1001',
    ]);
  });
});
