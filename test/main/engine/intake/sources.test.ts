import { describe, expect, it, test } from 'vitest';
import { canonicalJson } from '#shared/lib';
import { sourceOf, type Source } from '#shared/domain';
import { createRedecider } from '#main/host/redecide.ts';
import { EngineInHand } from '../engine-in-hand.ts';

type Change = Partial<Omit<Source, 'symbols'>> & { readonly symbols?: readonly string[] };
const handWith = ({ symbols = [], ...change }: Change, config: Record<string, unknown> = {}): EngineInHand => {
  const hand = new EngineInHand(config);
  const source = { ...sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Alerts' }), ...change, symbols: [...symbols] };
  hand.tell({ type: 'sources.read', payload: { sources: [source] } });
  return hand;
};
const MINE = { source: 'alerts' } as const;
const answerTo = (hand: EngineInHand, id: string, change: object = {}) => hand.submit(id, { ...MINE, ...change }).answer;

describe('what the settings of a source forbid is refused by name, with the setting', () => {
  it.each([
    ['source_off', { enabled: false }, {}, 'source.enabled', /Alerts \(alerts\) is off/],
    ['source_symbol', { symbols: ['GBPUSD'] }, {}, 'source.symbols', /EURUSD is not among the symbols .* \(GBPUSD\): add it/],
    ['source_strategy', { strategy: 'm1_retest' }, {}, 'source.strategy', /m1_retest, which trades M1_BREAK_RETEST/],
    ['source_strategy', { strategy: 'm5_bos' }, { strategyId: 'm1_retest' }, 'source.strategy', /the sender names m1_retest/],
    ['source_strategy', { strategy: 'gone' }, {}, 'source.strategy', /gone is not a configured strategy/],
  ] as const)('%s', (code, settings, signal, path, words) => {
    const hand = handWith(settings);
    const answer = answerTo(hand, 's1', signal);
    expect(answer).toEqual({ kind: 'invalid', code, issues: [{ path, message: expect.stringMatching(words) as string }] });
    expect(hand.records.at(-1)).toMatchObject({ type: 'signal.refused', payload: { code, source: 'alerts', signalId: 's1' } });
  });

  it('source_unknown, where it was taken out of the file', () => {
    expect(answerTo(new EngineInHand(), 's1')).toMatchObject({ kind: 'invalid', code: 'source_unknown' });
  });

  test('more than its limit a minute and a day; other sources are not held back by it', () => {
    const hand = handWith({ limits: { perMinute: 2, perDay: 3 } });
    expect(['a', 'b', 'c'].map((id) => answerTo(hand, id)?.kind)).toEqual(['accepted', 'accepted', 'invalid']);
    expect(hand.submit('other', { source: 'webhook' }).answer?.kind).toBe('accepted');
    hand.after(61_000);
    expect([answerTo(hand, 'd')?.kind, answerTo(hand, 'e')]).toMatchObject(['accepted', { code: 'source_limit' }]);
    hand.after(24 * 3_600_000);
    expect(answerTo(hand, 'f')?.kind).toBe('accepted');
  });

  test('what takes risk away passes every one of them', () => {
    const hand = handWith({ enabled: false, symbols: ['GBPUSD'], limits: { perMinute: 1, perDay: 1 } });
    expect(answerTo(hand, 'x1', { kind: 'exit' })?.kind).toBe('accepted');
    expect(answerTo(hand, 'x2', { kind: 'cancel' })?.kind).toBe('accepted');
  });
});

describe('what the settings of a source make of an entry', () => {
  it('its strategy, where the sender names none, and its bounds, are in the signal on record', () => {
    const hand = handWith({ strategy: 'm5_bos', size: { maxLots: 0.05, maxRiskPercent: null, maxRiskMoney: 20 } });
    answerTo(hand, 's1');
    expect(hand.life('s1').signal).toMatchObject({ strategyId: 'm5_bos', bounds: { lots: 0.05, riskMoney: 20 } });
  });

  it.each([
    [{ maxLots: 0.05 }, 'source_volume'],
    [{ maxRiskMoney: 20 }, 'source_money'],
    [{ maxRiskPercent: 0.02 }, 'source_risk'],
  ])('%j is an upper bound on its size', (size, binding) => {
    const free = handWith({}, { approvals: { mode: 'auto' } });
    answerTo(free, 's1');
    const bound = handWith(
      { size: { maxLots: null, maxRiskPercent: null, maxRiskMoney: null, ...size } },
      { approvals: { mode: 'auto' } },
    );
    answerTo(bound, 's1');
    const lots = (hand: EngineInHand): number => (hand.sends[0]?.op === 'open' ? hand.sends[0].volume : Number.NaN);
    expect(lots(bound)).toBeLessThan(lots(free));
    const u3 = bound.life('s1').decisions.find(({ stage }) => stage === 'u3');
    expect(u3?.findings['binding']).toBe(binding);
  });

  it.each([
    ['auto', 'confirm', false, 'awaiting_approval'],
    ['confirm', 'auto', false, 'awaiting_approval'],
    ['confirm', 'auto', true, 'ordered'],
    ['auto', null, false, 'ordered'],
  ] as const)('the account %s, the source %s (may loosen: %s): %s', (mode, approval, mayLoosen, state) => {
    const hand = handWith({ approval, mayLoosen }, { approvals: { mode } });
    answerTo(hand, 's1');
    expect(hand.life('s1').state).toBe(state);
  });

  it('a chat is always asked about', () => {
    const hand = handWith({ kind: 'chat', mayLoosen: true, approval: 'auto' }, { approvals: { mode: 'auto' } });
    answerTo(hand, 's1');
    expect(hand.life('s1').state).toBe('awaiting_approval');
  });

  it('alerts of any source of TradingView’s are taken for a minute only', () => {
    const hand = handWith({}).after(70_000);
    expect(answerTo(hand, 's1', { madeAt: hand.at - 61_000 })).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'timestamp' }],
    });
    const other = handWith({ kind: 'webhook' }).after(70_000);
    expect(answerTo(other, 's1', { madeAt: other.at - 61_000 })?.kind).toBe('accepted');
  });
});

describe('setting a source', () => {
  const set = (hand: EngineInHand, source: Source) =>
    hand.tell(
      { type: 'operator.acted', payload: { action: { act: 'set-source', source, reason: 'a test' }, facts: null } },
      'trader:window',
    );
  const alerts = sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Alerts' });

  it('is on record with who did it, and holds from the next signal on', () => {
    const hand = new EngineInHand();
    expect(set(hand, alerts).decisions).toEqual([
      { type: 'source.set', payload: { source: alerts, isNew: true, by: 'trader:window', reason: 'a test' } },
    ]);
    expect(answerTo(hand, 's1')?.kind).toBe('accepted');
    set(hand, { ...alerts, enabled: false });
    expect(answerTo(hand, 's2')).toMatchObject({ code: 'source_off' });
  });

  it.each([
    ['bad_source', { ...alerts, id: 'webhook' }],
    ['bad_source', { ...alerts, folder: 'C:\\x' }],
    ['bad_source', { ...alerts, kind: 'drop' }],
    ['bad_source', { ...alerts, kind: 'drop', folder: 'signals' }],
    ['unknown_strategy', { ...alerts, strategy: 'gone' }],
    ['not_changed', sourceOf({ id: 'webhook', kind: 'webhook', name: 'Signed webhook' })],
  ] as const)('%s', (code, source) => expect(set(new EngineInHand(), source).answer).toMatchObject({ kind: 'refused', code }));

  it('is taken away for good: nothing of it is entered, and what is built in stays', () => {
    const hand = new EngineInHand();
    const remove = (id: string) =>
      hand.tell(
        { type: 'operator.acted', payload: { action: { act: 'remove-source', id, reason: null }, facts: null } },
        'trader:window',
      );
    set(hand, alerts);
    expect(remove('alerts').decisions).toEqual([
      { type: 'source.removed', payload: { id: 'alerts', name: 'Alerts', by: 'trader:window', reason: null } },
    ]);
    expect([hand.engine.cockpit.sources.size, hand.engine.cockpit.sourceSince.size]).toEqual([0, 0]);
    expect(answerTo(hand, 's1')).toMatchObject({ code: 'source_unknown' });
    expect(remove('alerts').answer).toMatchObject({ kind: 'refused', code: 'unknown_source' });
    set(hand, { ...sourceOf({ id: 'webhook', kind: 'webhook', name: 'W' }), enabled: false });
    expect(remove('webhook').answer).toMatchObject({ kind: 'refused', code: 'bad_source' });
  });

  it('is decided again alike from its records, sources and limits included', () => {
    const hand = handWith({ limits: { perMinute: 1, perDay: null }, strategy: 'm5_bos' });
    answerTo(hand, 's1');
    answerTo(hand, 's2');
    set(hand, { ...alerts, symbols: ['GBPUSD'] });
    answerTo(hand, 's3');
    hand.tell(
      { type: 'operator.acted', payload: { action: { act: 'remove-source', id: 'alerts', reason: null }, facts: null } },
      't',
    );
    const again = createRedecider('0');
    const wrong = hand.records
      .map((record) => again.record(JSON.parse(canonicalJson(record))))
      .filter((one) => one !== undefined);
    expect([wrong, again.end()]).toEqual([[], undefined]);
  });
});

describe('a source with a rhythm', () => {
  const MINUTE = 60_000;
  const silent = (hand: EngineInHand): readonly string[] => {
    hand.beat();
    return [...hand.cockpit.alarms.values()].filter(({ state }) => state === 'active').map(({ alarm }) => alarm.id);
  };

  it('that is silent for longer is an alarm, which a delivery ends', () => {
    const hand = handWith({ rhythm: { everyMinutes: 30, hours: null } });
    expect(silent(hand.after(29 * MINUTE))).toEqual([]);
    expect(silent(hand.after(MINUTE))).toEqual(['source_gap:alerts']);
    answerTo(hand, 's1');
    expect(silent(hand)).toEqual([]);
  });

  it.each([
    ['outside its hours', { from: '01:00', to: '02:00' }, 0],
    ['at the weekend', null, 5 * 24 * 60],
  ] as const)('is expected to be silent %s', (_when, hours, laterMin) => {
    const hand = handWith({ rhythm: { everyMinutes: 30, hours } }).after(laterMin * MINUTE);
    expect(silent(hand.after(45 * MINUTE))).toEqual([]);
  });

  it('that is off is not waited for', () => {
    const hand = handWith({ enabled: false, rhythm: { everyMinutes: 30, hours: null } });
    expect(silent(hand.after(45 * MINUTE))).toEqual([]);
  });
});
