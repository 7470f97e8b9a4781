import { rule, type Criterion } from '#shared/domain';
import { strategyOfPattern } from '#shared/strategies';
import { limitUse } from '#engine/rulebook';
import { useText } from '#engine/limits';
import { moneyText, percentText, rounded, shareText } from '#engine/wording.ts';
import type { Question } from './evaluation.ts';
import { performanceView } from './performance-view.ts';

/** Closed trades before a win rate says anything. */
export const WIN_RATE_TRADES_MIN = 10;

type Rule = (question: Question) => Criterion;

/** In the order a trader asks: is there room, does it fit the plan, is the market right, has it worked. */
export const RULES: readonly Rule[] = [
  softStop,
  concurrent,
  dayRisk,
  match,
  enabled,
  session,
  volatility,
  trend,
  riskOn,
  winRate,
];

function softStop({ room, shares, names }: Question): Criterion {
  const code = 'day_limit_used_pct';
  if (room === null)
    return rule({
      code,
      ok: false,
      observed: null,
      limit: shares.softStopPct,
      hard: true,
      text: 'The account is not known, so the room left today is not either.',
    });
  const use = limitUse(room);
  const text = useText(use, shares, names);
  return rule({
    code,
    ok: use.pct < shares.softStopPct,
    observed: rounded(use.pct, 2),
    limit: shares.softStopPct,
    hard: true,
    text,
  });
}

function concurrent({ openOfStrategy, profile }: Question): Criterion {
  const text = `${openOfStrategy} of this strategy open or on the way, at most ${profile.maxConcurrent}.`;
  return rule({
    code: 'strategy_concurrent',
    ok: openOfStrategy < profile.maxConcurrent,
    observed: openOfStrategy,
    limit: profile.maxConcurrent,
    hard: true,
    text,
  });
}

function dayRisk({ dayRisk: { used, limit }, profile, names: { currency, resets } }: Question): Criterion {
  const ofBalance = `${percentText(profile.maxDailyRiskPercent)} of the day's first balance; ${resets}`;
  const text = `The strategy has lost or at risk ${moneyText(used)} ${currency} today, limit ${moneyText(limit)} ${currency} (${ofBalance}).`;
  return rule({
    code: 'strategy_day_risk',
    ok: used < limit,
    observed: rounded(used, 2),
    limit: rounded(limit, 2),
    hard: true,
    text,
  });
}

/** The pattern has to be that of the strategy which the profile trades. */
function match({ signal, strategyId, kind }: Question): Criterion {
  const own = strategyOfPattern(signal.pattern).id;
  const judged = kind === null || kind === strategyId ? strategyId : `${strategyId}, which trades ${kind}`;
  const text =
    kind === null
      ? `The configuration has no strategy ${strategyId}.`
      : `Pattern ${signal.pattern} belongs to ${own}, judged as ${judged}.`;
  return rule({ code: 'strategy_match', ok: own === kind, observed: own, limit: kind ?? strategyId, hard: true, text });
}

function enabled({ profile, strategyId }: Question): Criterion {
  const text = `Strategy ${strategyId} is ${profile.enabled ? 'enabled' : 'switched off in the configuration'}.`;
  return rule({ code: 'strategy_enabled', ok: profile.enabled, observed: profile.enabled, limit: true, hard: false, text });
}

/** On a practice market that never closes the session is shown and does not refuse. */
function session({ sessions, isAlwaysOpen, profile }: Question): Criterion {
  const wanted = profile.sessions.join(', ');
  const open = sessions.length === 0 ? 'none' : sessions.join(', ');
  const fits = profile.sessions.some((name) => name === 'any' || sessions.includes(name));
  const waived = isAlwaysOpen && !fits ? ' The practice market is open 24/7, so this does not refuse.' : '';
  return rule({
    code: 'session',
    ok: fits || isAlwaysOpen,
    observed: open,
    limit: wanted,
    hard: false,
    text: `Open session: ${open}; the strategy trades: ${wanted}.${waived}`,
  });
}

/** Each strategy names the volatility in which it is refused; too few candles to rank it refuse nothing. */
function volatility({ regime, signal }: Question): Criterion {
  const { refusedRegimes } = strategyOfPattern(signal.pattern);
  const refused = refusedRegimes.join(' or ');
  const refusal = refused === '' ? `${signal.pattern} is not refused for it` : `${signal.pattern} is refused when ${refused}`;
  const text =
    regime === 'unknown'
      ? `Too few candles to rank volatility, so it does not refuse; ${refusal}.`
      : `Volatility is ${regime}; ${refusal}.`;
  const ok = regime === 'unknown' || !refusedRegimes.includes(regime);
  return rule({ code: 'volatility', ok, observed: regime, limit: refused === '' ? 'any' : `not ${refused}`, hard: false, text });
}

/** A strategy that needs a trend is refused against it; another may begin one, so it is not held against it. */
function trend({ trend: seen, signal }: Question): Criterion {
  const against = signal.side === 'BUY' ? 'down' : 'up';
  const { needsTrend, noun } = strategyOfPattern(signal.pattern);
  const ok = !needsTrend || seen !== against;
  const words =
    seen === 'unknown' ? 'Too few candles for an M5 trend' : seen === 'none' ? 'There is no M5 trend' : `The M5 trend is ${seen}`;
  const text = needsTrend
    ? `${words}; ${noun} is ${signal.side === 'BUY' ? 'bought' : 'sold'} while it is not ${against}.`
    : `${words}; ${noun} may begin one, so it does not refuse.`;
  return rule({ code: 'trend', ok, observed: seen, limit: `not ${against}`, hard: false, text });
}

function riskOn({ control }: Question): Criterion {
  const text = control.riskOn
    ? 'Risk is on for this strategy.'
    : `Risk is off for this strategy until it is re-armed. ${control.text}`;
  return rule({ code: 'risk_on', ok: control.riskOn, observed: control.riskOn, limit: true, hard: false, text: text.trim() });
}

/** A low win rate halves the risk; it does not refuse. */
function winRate({ performance, profile }: Question): Criterion {
  const limit = profile.minWinRate;
  const rate = performanceView(performance).winRate;
  const base = { code: 'win_rate', limit, hard: false } as const;
  if (rate === null || performance.trades < WIN_RATE_TRADES_MIN) {
    return rule({
      ...base,
      ok: true,
      observed: null,
      text: `${performance.trades} closed trades, a win rate needs ${WIN_RATE_TRADES_MIN}; minimum ${shareText(limit)} then.`,
    });
  }
  const ok = rate >= limit;
  return rule({
    ...base,
    ok,
    observed: rounded(rate, 4),
    text: `Win rate ${shareText(rate)} of ${performance.trades} closed trades, minimum ${shareText(limit)}${ok ? '.' : ': risk is halved.'}`,
  });
}
