import { describe, expect, it } from 'vitest';
import { evaluate, questionOf } from '#engine/product-owner';
import { newsOf, newsRules, newsSpan, type News } from '#engine/product-owner/news.ts';
import { defaultConfig } from '#shared/config';
import type { Signal } from '#shared/domain';
import { NO_PERFORMANCE, type CockpitState } from '#shared/projection';
import { rulebookOf } from '#shared/rulebooks';
import { account, cockpit, EURUSD, facts, NOW, position, signal } from '../rulebook/desk.ts';
import { structure } from '../u-cells/view.ts';

type Parts = {
  of?: Signal;
  state?: (state: CockpitState) => void;
  seen?: Parameters<typeof facts>[0];
  market?: Parameters<typeof structure>[0] | null;
  nowMs?: number;
  overrides?: string[];
};
const ask = ({ of = signal(), state, seen, market = {}, nowMs = NOW, overrides = [] }: Parts = {}) =>
  evaluate(
    questionOf(
      of,
      of.pattern === 'M5_BOS' ? 'm5_bos' : 'm1_retest',
      overrides,
      cockpit(state),
      facts(seen),
      market === null ? null : structure(market),
      nowMs,
    ),
  );
const seen = (code: string, parts: Parts = {}) => {
  const found = ask(parts).criteria.find((rule) => rule.code === code);
  if (found === undefined) throw new Error(`${code} was not asked`);
  const { ok, observed, limit, hard, text } = found;
  return { ok, observed, limit, hard, text };
};
const real = (state: CockpitState): void =>
  void (state.config = { ...state.config, paper: { ...state.config.paper, alwaysOpen: false } });
const retest = signal({ pattern: 'M1_BREAK_RETEST', timeframe: 'M1' });

describe('what the product owner says', () => {
  it('of the day’s limit', () => {
    expect(seen('day_limit_used_pct', { seen: { account: account({ equity: 97_000.01 }) } })).toMatchObject({
      ok: true,
      limit: 60,
      hard: true,
    });
    expect(seen('day_limit_used_pct', { seen: { account: account({ equity: 97_000 }) } })).toMatchObject({
      ok: false,
      observed: 60,
    });
    expect(seen('day_limit_used_pct', { seen: { account: null } })).toEqual({
      ok: false,
      observed: null,
      limit: 60,
      hard: true,
      text: 'The account is not known, so the room left today is not either.',
    });
  });

  it('of what the strategy has open, and has lost or at risk today', () => {
    const { maxConcurrent, maxDailyRiskPercent } = defaultConfig().strategies.m5_bos;
    expect(seen('strategy_concurrent')).toEqual({
      ok: true,
      observed: 0,
      limit: maxConcurrent,
      hard: true,
      text: `0 of this strategy open or on the way, at most ${maxConcurrent}.`,
    });
    const open = Array.from({ length: maxConcurrent }, (_, at) => position({ ticket: String(at), volume: 0.01 }));
    expect(seen('strategy_concurrent', { seen: { positions: open } })).toMatchObject({ ok: false, observed: maxConcurrent });
    const limit = 1_000 * maxDailyRiskPercent;
    const day = seen('strategy_day_risk', { seen: { positions: [position()] } });
    // One lot, ten pips to its stop: 100 of 5,000.
    expect(day).toMatchObject({ ok: true, observed: 100, limit, hard: true });
    expect(day.text).toBe(
      `The strategy has lost or at risk 100.00 USD today, limit 5,000.00 USD (5 % of the day's first balance; resets at Prague midnight in 13 h 0 m).`,
    );
    expect(seen('strategy_day_risk', { seen: { positions: [position({ volume: limit / 100 })] } })).toMatchObject({
      ok: false,
      observed: limit,
    });
  });

  it('of sessions: shown on a market that never closes, a rule on a real one', () => {
    const { sessions } = defaultConfig().strategies.m5_bos;
    const at = (hour: number) => ({ nowMs: Date.UTC(2025, 7, 5, hour), state: real });
    expect(seen('session', at(9))).toMatchObject({ ok: true, observed: 'london', limit: sessions.join(', '), hard: false });
    expect(seen('session', at(9)).text).toBe(`Open session: london; the strategy trades: ${sessions.join(', ')}.`);
    const night = { nowMs: Date.UTC(2025, 7, 5, 21, 30) };
    expect(seen('session', { ...night, state: real }).ok).toBe(false);
    expect(seen('session', night)).toMatchObject({ ok: true });
    expect(seen('session', night).text).toContain(' The practice market is open 24/7, so this does not refuse.');
  });

  it('of volatility and trend, by what the strategy is', () => {
    const low = { regime: 'low' as const };
    expect([seen('volatility', { market: low }).ok, seen('volatility', { market: low, of: retest }).ok]).toEqual(
      [signal(), retest].map((of) => !seen('volatility', { of }).text.includes('refused when low')),
    );
    expect(seen('volatility', { market: null }).text).toMatch(/^Too few candles to rank volatility, so it does not refuse; /);
    expect(seen('volatility').text).toMatch(/^Volatility is medium; /);
    expect(seen('trend', { of: retest, market: { trend: 'down' } })).toMatchObject({
      ok: false,
      observed: 'down',
      limit: 'not down',
      hard: false,
    });
    expect(seen('trend', { of: retest, market: { trend: 'up' } })).toMatchObject({ ok: true });
    expect(seen('trend', { of: { ...retest, side: 'SELL' }, market: { trend: 'up' } })).toMatchObject({
      ok: false,
      limit: 'not up',
    });
    expect(seen('trend', { market: { trend: 'down' } })).toMatchObject({ ok: true });
    expect(seen('trend', { of: retest, market: { trend: 'none' } }).text).toMatch(
      /^There is no M5 trend; .* is bought while it is not down\.$/,
    );
    expect(seen('trend', { of: { ...retest, side: 'SELL' }, market: null }).text).toMatch(
      /^Too few candles for an M5 trend; .* is sold while it is not up\.$/,
    );
    expect(seen('trend', { market: { trend: 'up' } }).text).toMatch(
      /^The M5 trend is up; .* may begin one, so it does not refuse\.$/,
    );
  });

  it('of a strategy that is off, in the configuration or for now', () => {
    const off = (state: CockpitState): void => {
      state.config = structuredClone(state.config);
      state.config.strategies.m5_bos.enabled = false;
    };
    expect(seen('strategy_enabled', { state: off })).toEqual({
      ok: false,
      observed: false,
      limit: true,
      hard: false,
      text: 'Strategy m5_bos is switched off in the configuration.',
    });
    expect(seen('strategy_enabled').text).toBe('Strategy m5_bos is enabled.');
    const control = (text: string) => (state: CockpitState) =>
      void state.strategies.set('m5_bos', { riskFactor: 1, riskOn: false, proposal: null, text });
    expect(seen('risk_on', { state: control('Three losses.') })).toEqual({
      ok: false,
      observed: false,
      limit: true,
      hard: false,
      text: 'Risk is off for this strategy until it is re-armed. Three losses.',
    });
    expect(seen('risk_on', { state: control('') }).text).toBe('Risk is off for this strategy until it is re-armed.');
    expect(seen('risk_on').text).toBe('Risk is on for this strategy.');
  });

  it.each([
    [9, 0, true, null, 1],
    [10, 7, true, 0.7, 1],
    [10, 6, false, 0.6, 0.5],
  ])('of a win rate: %i closed, %i won', (trades, wins, ok, observed, riskFactor) => {
    const parts = {
      state: (state: CockpitState) =>
        void state.performance.set('m5_bos', { ...NO_PERFORMANCE, trades, wins, losses: trades - wins }),
    };
    const { minWinRate } = defaultConfig().strategies.m5_bos;
    expect(seen('win_rate', parts)).toMatchObject({ ok, observed, limit: minWinRate, hard: false });
    expect([ask(parts).adjustments.riskFactor, ask(parts).approved]).toEqual([riskFactor, true]);
    expect(seen('win_rate', parts).text).toBe(
      observed === null
        ? '9 closed trades, a win rate needs 10; minimum 70 % then.'
        : `Win rate ${observed * 100} % of 10 closed trades, minimum 70 %${ok ? '.' : ': risk is halved.'}`,
    );
  });

  it('of an override: soft rules only, and the rest still counts', () => {
    const off = (state: CockpitState): void => {
      state.config = structuredClone(state.config);
      state.config.strategies.m5_bos.enabled = false;
    };
    expect([ask({ state: off }).approved, ask({ state: off, overrides: ['strategy_enabled'] }).approved]).toEqual([false, true]);
    const hard = { seen: { account: account({ equity: 97_000 }) }, overrides: ['day_limit_used_pct'] };
    expect(ask(hard).approved).toBe(false);
    const { criteria, confidence } = ask({ state: off });
    expect(confidence).toBeCloseTo((criteria.length - 1) / criteria.length, 10);
  });
});

describe('news', () => {
  const config = defaultConfig().calendar;
  const MINUTE = 60_000;
  const near = (minutes: number, part: Partial<Extract<News, { kind: 'near' }>> = {}): News => ({
    kind: 'near',
    event: { at: NOW + minutes * MINUTE, currency: 'USD', impact: 'high', title: 'Payrolls' },
    minutes,
    until: NOW + (minutes + 15) * MINUTE,
    span: { before: 15, after: 15 },
    ageHours: 2,
    firm: null,
    ...part,
  });

  it('near an entry are a rule: the trader’s own is soft, the firm’s is hard', () => {
    expect(newsRules(near(10), config)).toMatchObject([
      {
        code: 'news',
        ok: false,
        observed: 10,
        limit: 15,
        hard: false,
        text: 'USD Payrolls in 10.0 minutes, entries keep 15 minutes away, until 09:25 UTC (calendar read 2.0 h ago).',
      },
    ]);
    expect(newsRules(near(-3, { firm: 'FTMO', ageHours: null, span: { before: 2, after: 5 } }), config)).toMatchObject([
      {
        hard: true,
        observed: -3,
        limit: 5,
        text: 'USD Payrolls 3.0 minutes ago, entries keep 2 minutes before to 5 after away, until 09:12 UTC (FTMO; no calendar, only what you noted).',
      },
    ]);
    expect(newsRules(near(0), config)[0]?.text).toContain('in 0.0 minutes');
  });

  it('that cannot be known refuse as the trader wants, and always where the firm forbids them', () => {
    const blind = (firm: string | null): News => ({
      kind: 'blind',
      span: { before: 2, after: 2 },
      why: 'The calendar (f) is empty',
      firm,
    });
    const told = (firm: string | null, whenStale: 'allow' | 'refuse') => newsRules(blind(firm), { ...config, whenStale })[0];
    expect(told(null, 'allow')).toMatchObject({
      ok: true,
      hard: false,
      observed: null,
      text: 'The calendar (f) is empty: entries are allowed all the same.',
    });
    const remedy = ' Put a current calendar file into the data folder, or connect MetaTrader.';
    expect(told(null, 'refuse')).toMatchObject({
      ok: false,
      hard: false,
      text: `The calendar (f) is empty: entries are refused.${remedy}`,
    });
    for (const how of ['allow', 'refuse'] as const)
      expect(told('FTMO', how)).toMatchObject({
        ok: false,
        hard: true,
        text: `The calendar (f) is empty: FTMO forbids entries around news: refused.${remedy}`,
      });
    expect(newsRules({ kind: 'clear', span: { before: 2, after: 2 }, ageHours: null }, config)).toMatchObject([
      {
        ok: true,
        observed: null,
        limit: 2,
        text: 'No noted event within 2 minutes (no calendar, only what you noted).',
      },
    ]);
    expect(newsRules({ kind: 'none' }, config)).toEqual([]);
  });

  it('keep the wider of the trader’s minutes and the firm’s free', () => {
    const book = { ...rulebookOf('ftmo-2-step'), news: { before: 2, after: 30, includesExits: false } };
    expect(newsSpan({ ...config, newsMinutes: 10 }, book)).toEqual({ before: 10, after: 30 });
    expect(newsSpan({ ...config, newsMinutes: 0 }, { ...book, news: null })).toEqual({ before: 0, after: 0 });
  });

  it('are asked where there is a calendar, a noted event or a firm that forbids them', () => {
    const book = { ...rulebookOf('ftmo-2-step'), news: null };
    const event = { at: NOW + 5 * MINUTE, currency: 'USD', impact: 'high' as const, title: 'x' };
    const at = (state: Partial<CockpitState>, of: Partial<typeof config> = {}) =>
      newsOf({ calendar: null, notedNews: new Map(), ...state }, { ...config, newsMinutes: 15, ...of }, book, EURUSD, NOW);
    expect(at({}).kind).toBe('none');
    expect(at({ notedNews: new Map([['n', event]]) })).toMatchObject({ kind: 'near', minutes: 5, ageHours: null, firm: null });
    expect(at({ notedNews: new Map([['n', { ...event, at: NOW + 16 * MINUTE }]]) })).toEqual({
      kind: 'clear',
      span: { before: 15, after: 15 },
      ageHours: null,
    });
    expect(at({ notedNews: new Map([['n', event]]) }, { newsMinutes: 0 }).kind).toBe('none');
    const calendar = { readAt: NOW - 7_200_000, source: 'f', events: [event], coversUntil: NOW + 1 };
    expect(at({ calendar })).toMatchObject({ kind: 'near', ageHours: 2, until: NOW + 20 * MINUTE });
    expect(at({ calendar: { ...calendar, events: [], coversUntil: null } })).toMatchObject({ kind: 'blind', firm: null });
    expect(at({ calendar: { ...calendar, readAt: NOW + 5 } })).toMatchObject({ ageHours: 0 });
  });
});
