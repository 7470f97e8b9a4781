import { defaultConfig } from '#shared/config';
import {
  rule,
  type Alarm,
  type Criterion,
  type CriterionCode,
  type Facts,
  type Outcome,
  type Position,
  type Side,
  type Signal,
  type Stage,
  type StageDecision,
} from '#shared/domain';
import type { ApprovalCard, RoomView } from '#shared/events';
import { digestOf } from '#shared/lib';
import { strategyOfPattern, type Pattern } from '#shared/strategies';
import { createJournal, type JournalBuilder } from './journal-builder.ts';

/** 14:32:07 in Prague on an ordinary Tuesday: every fixture's present. */
export const PRESENT = Date.UTC(2026, 7, 4, 12, 32, 7, 112);
export const DAY_START = Date.UTC(2026, 7, 3, 22, 0, 0);
export const DAY_END = DAY_START + 86_400_000;
const MINUTE = 60_000;

export const SYMBOLS = {
  EURUSD: { bid: 1.15824, spread: 8, digits: 5 },
  GBPUSD: { bid: 1.34218, spread: 6, digits: 5 },
  USDJPY: { bid: 147.214, spread: 9, digits: 3 },
  XAUUSD: { bid: 3359.66, spread: 21, digits: 2 },
} as const;
export type SymbolName = keyof typeof SYMBOLS;

export const NO_FACTS: Facts = { link: 'up', linkAgeMs: 400, account: null, positions: [], orders: [], quote: null, specs: [] };

export function roomView(equity: number, openRisk: number): RoomView {
  return {
    dayFloor: 93_640,
    dayRoom: equity - 93_640,
    dayLimit: 5_000,
    totalFloor: 90_000,
    totalRoom: equity - 90_000,
    totalLimit: 10_000,
    openRisk,
    reserved: 0,
    resetsAt: DAY_END,
  };
}

const criterion = (
  code: CriterionCode,
  ok: boolean,
  observed: Criterion['observed'],
  limit: Criterion['limit'],
  text: string,
  hard = false,
): Criterion => rule({ code, ok, observed, limit, text, hard });

export function decision(
  stage: Stage,
  at: number,
  ms: number,
  criteria: Criterion[],
  findings: StageDecision['findings'] = {},
  verdict?: StageDecision['verdict'],
): StageDecision {
  return { stage, verdict: verdict ?? (criteria.every(({ ok }) => ok) ? 'passed' : 'refused'), at, ms, criteria, findings };
}

export function signalOf(id: string, symbol: SymbolName, side: Side, pattern: Pattern, madeAt: number): Signal {
  const { bid, digits } = SYMBOLS[symbol];
  const way = side === 'BUY' ? 1 : -1;
  const price = (share: number): number => Number((bid * (1 + way * share)).toFixed(digits));
  return {
    signalId: id,
    source: id.startsWith('tv') ? 'tradingview' : 'detector',
    dialect: 'own',
    kind: 'entry',
    symbol,
    timeframe: strategyOfPattern(pattern).timeframe,
    pattern,
    side,
    entry: price(0),
    stopLoss: price(-0.0005),
    takeProfit: price(0.001),
    levels: {
      currentPrice: null,
      previousHigh: null,
      previousLow: null,
      structureBreak: price(-0.0001),
      breakLevel: null,
      retestLevel: null,
    },
    riskPercent: null,
    volumeMax: null,
    madeAt,
    metadata: {},
  };
}

export function cardOf(signal: Signal, askedAt: number, before: RoomView, lots: number): ApprovalCard {
  const total = 487.56 + 7 * lots + 14.34;
  const { bid, spread, digits } = SYMBOLS[signal.symbol as SymbolName];
  const card = {
    signalId: signal.signalId,
    traceId: `t-${signal.signalId}`,
    symbol: signal.symbol,
    side: signal.side,
    strategyId: strategyOfPattern(signal.pattern).id,
    mode: 'confirm' as const,
    lots,
    entry: signal.entry,
    stopLoss: signal.stopLoss ?? signal.entry * 0.999,
    takeProfit: signal.takeProfit,
    rr: signal.pattern === 'M5_BOS' ? 2.5 : 2,
    score: 0.84,
    probability: 0.71,
    binding: 'risk_per_trade',
    loss: { stop: 487.56, commission: 7 * lots, slippage: 14.34, total, pctOfBalance: (total / 98_640) * 100 },
    before,
    after: { dayRoom: before.dayRoom - total, totalRoom: before.totalRoom - total, openRisk: before.openRisk + total },
    quote: { symbol: signal.symbol, bid, ask: Number((bid + spread / 10 ** digits).toFixed(digits)), at: askedAt },
    spreadCost: 12.4,
    exposure: [
      { currency: signal.symbol.slice(0, 3), before: 0, after: 116_000 },
      { currency: signal.symbol.slice(3), before: 0, after: -116_000 },
    ],
    bandPoints: 10,
    askedAt,
    expiresAt: askedAt + 30_000,
    overrides: [],
  };
  return { ...card, digest: digestOf(card) };
}

/** A station tells its score whether it refuses or not. */
const foundOnRefusal = (stage: Stage, { observed }: Criterion): StageDecision['findings'] =>
  stage === 'u1' ? { score: observed } : stage === 'u2' ? { probability: observed } : {};

/** What each station says about a signal, up to the one that refuses it (`until`) or all of them. */
function judge(journal: JournalBuilder, id: string, refusedBy: Stage | null, failing: Criterion | null, score: number): void {
  const stages: readonly (readonly [Stage, number, Criterion[], StageDecision['findings']])[] = [
    ['controller', 1, [criterion('pipelines', true, 1, 200, 'Lane normal holds 1 of 200.')], { lane: 'normal' }],
    [
      'owner',
      2,
      [
        criterion('session', true, 'london', 'london, new_york', 'London is open.'),
        criterion('spread_of_stop', true, 9.2, 20, 'Spread is 9.2 % of the stop, limit 20 %.'),
        criterion('win_rate', true, 74, 70, 'Win rate is 74 %, at least 70 %.'),
        criterion('quote_age_ms', true, 400, 5_000, 'Quote is 0.4 s old, limit 5 s.', true),
        criterion('strategy_concurrent', true, 1, 2, 'M5 BOS holds 1 of 2 positions.'),
      ],
      { confidence: 1, risk_multiplier: 1, target_rr: 2.5 },
    ],
    [
      'u1',
      14,
      [
        criterion('u1_score', true, score, 0.75, `Structure scores ${score} of 0.75.`),
        criterion('stop_side', true, true, true, 'The stop is on the losing side.', true),
      ],
      { score, structure: 0.96, volume: 0.84, momentum: 0.92 },
    ],
    [
      'u2',
      4,
      [criterion('u2_probability', true, 0.71, 0.65, 'Probability is 0.71 of 0.65.')],
      { probability: 0.71, model: 'rule-7' },
    ],
    [
      'u3',
      3,
      [
        criterion('day_room', true, 3_721.67, 0, 'Room stays 3,721.67 after this order.', true),
        criterion('lots_per_order', true, 4.35, 0.01, '4.35 lots, least 0.01.', true),
      ],
      { lots: 4.35, binding: 'risk_per_trade' },
    ],
  ];
  for (const [stage, ms, criteria, findings] of stages) {
    const refused = stage === refusedBy && failing !== null;
    const all = refused ? [...criteria.filter(({ code }) => code !== failing.code), failing] : criteria;
    journal.write(
      'stage.decided',
      {
        signalId: id,
        decision: decision(stage, journal.now(), ms, all, refused ? foundOnRefusal(stage, failing) : findings),
      },
      { correlationId: id, afterMs: ms },
    );
    if (refused) return;
  }
}

type Story = { readonly id: string; readonly symbol: SymbolName; readonly side: Side; readonly pattern: Pattern };

function accept(journal: JournalBuilder, { id, symbol, side, pattern }: Story): Signal {
  const signal = signalOf(id, symbol, side, pattern, journal.now() - 900);
  const about = { correlationId: id, actor: id.startsWith('tv') ? 'webhook' : 'detector' };
  journal.write(
    'signal.arrived',
    {
      arrival: { kind: 'signal', signal },
      source: signal.source,
      traceId: `t-${id}`,
      fingerprint: `f-${id}`,
      nonce: null,
      facts: NO_FACTS,
    },
    about,
  );
  journal.write(
    'signal.accepted',
    { signal, traceId: `t-${id}`, fingerprint: `f-${id}`, strategyId: strategyOfPattern(pattern).id, receivedAt: journal.now() },
    about,
  );
  return signal;
}

export function refusedSignal(journal: JournalBuilder, story: Story, stage: Stage, failing: Criterion): void {
  accept(journal, story);
  judge(journal, story.id, stage, failing, 0.81);
  journal.write(
    'signal.moved',
    { signalId: story.id, state: 'rejected', reason: { code: failing.code, text: failing.text } },
    { correlationId: story.id },
  );
}

export function waitingSignal(
  journal: JournalBuilder,
  story: Story,
  before: RoomView,
  lots: number,
  sinceMs: number,
  change: Partial<ApprovalCard> = {},
): ApprovalCard {
  const signal = accept(journal, story);
  judge(journal, story.id, null, null, 0.84);
  journal.write('signal.moved', { signalId: story.id, state: 'evaluated', reason: null }, { correlationId: story.id });
  const card = { ...cardOf(signal, journal.now() - sinceMs, before, lots), ...change };
  journal.write('approval.requested', { card }, { correlationId: story.id });
  return card;
}

export const positionOf = (
  ticket: string,
  symbol: SymbolName,
  side: Side,
  volume: number,
  entry: number,
  stop: number,
  target: number,
  profit: number,
  openedAt: number,
): Position => ({
  ticket,
  symbol,
  direction: side,
  volume,
  entry,
  stopLoss: stop,
  takeProfit: target,
  current: SYMBOLS[symbol].bid,
  profit,
  swap: 0,
  commission: -3.5 * volume,
  openedAt,
  clientOrderId: `o-${ticket}`,
  magic: 770,
});

export function tradedSignal(
  journal: JournalBuilder,
  story: Story,
  position: Position,
  riskMoney: number,
  closed: { pnl: number; r: number; exit: number; reason: 'sl' | 'tp' } | null,
  score = 0.88,
): void {
  const signal = accept(journal, story);
  const about = { correlationId: story.id };
  judge(journal, story.id, null, null, score);
  journal.write('signal.moved', { signalId: story.id, state: 'evaluated', reason: null }, about);
  journal.write('approval.requested', { card: cardOf(signal, journal.now(), roomView(98_000, 600), position.volume) }, about);
  journal.write(
    'stage.decided',
    { signalId: story.id, decision: decision('approval', journal.now() + 8_400, 8_400, [], {}, 'approved') },
    { ...about, afterMs: 8_400, actor: 'trader:window' },
  );
  journal.write(
    'approval.resolved',
    { signalId: story.id, how: 'approved', by: 'trader:window', reason: null },
    { ...about, actor: 'trader:window' },
  );
  journal.write('signal.moved', { signalId: story.id, state: 'in_pipeline', reason: null }, about);
  const clientOrderId = position.clientOrderId ?? '';
  const request = {
    op: 'open' as const,
    clientOrderId,
    symbol: position.symbol,
    side: position.direction,
    volume: position.volume,
    stopLoss: position.stopLoss ?? 1,
    takeProfit: position.takeProfit,
    deviationPoints: 10,
    magic: 770,
    deadlineAt: journal.now() + 5_000,
  };
  journal.write(
    'order.intended',
    { clientOrderId, signalId: story.id, certificateId: null, request, symbol: position.symbol, reserve: riskMoney, riskMoney },
    about,
  );
  journal.write('signal.moved', { signalId: story.id, state: 'ordered', reason: null }, about);
  journal.write(
    'stage.decided',
    {
      signalId: story.id,
      decision: decision('u4', journal.now(), 87, [criterion('not_ordered_yet', true, 1, 1, 'Sent once.', true)], {
        slippage_points: 2,
        retcode: 10009,
      }),
    },
    { ...about, afterMs: 87 },
  );
  journal.write(
    'order.resolved',
    {
      clientOrderId,
      sentAt: journal.now() - 80,
      outcome: {
        kind: 'confirmed',
        retcode: 10009,
        ticket: position.ticket,
        deal: `d-${position.ticket}`,
        price: position.entry,
        volume: position.volume,
        at: journal.now(),
      },
    },
    about,
  );
  journal.write(
    'position.opened',
    {
      position: { ...position, openedAt: journal.now() },
      signalId: story.id,
      strategyId: strategyOfPattern(story.pattern).id,
      riskMoney,
    },
    about,
  );
  journal.write('signal.moved', { signalId: story.id, state: 'open', reason: null }, about);
  if (closed === null) return;
  journal.wait(18 * MINUTE);
  journal.write(
    'position.closed',
    {
      trade: {
        ticket: position.ticket,
        signalId: story.id,
        strategyId: strategyOfPattern(story.pattern).id,
        symbol: position.symbol,
        side: position.direction,
        volume: position.volume,
        entry: position.entry,
        exit: closed.exit,
        openedAt: position.openedAt,
        closedAt: journal.now(),
        pnl: closed.pnl,
        r: closed.r,
        reason: closed.reason,
      },
    },
    about,
  );
  journal.write(
    'stage.decided',
    {
      signalId: story.id,
      decision: decision('u5', journal.now(), 6, [criterion('losing_streak', true, 1, 3, '1 loss in a row, limit 3.')], {
        win_rate: 0.74,
      }),
    },
    about,
  );
  journal.write('signal.moved', { signalId: story.id, state: 'closed', reason: null }, about);
}

export const RULES = {
  spread: criterion('spread_of_stop', false, 24, 20, 'Spread 1.9 pip is 24 % of the stop, limit 20 %.'),
  full: criterion('strategy_concurrent', false, 2, 2, 'M5 BOS already holds 2 of 2 positions.', true),
  structure: criterion('u1_score', false, 0.61, 0.75, 'No break is seen on our M1 candles, score 0.61 of 0.75.'),
  probability: criterion(
    'u2_probability',
    false,
    0.45,
    0.65,
    'Rule score 0.45 (rule-score v1, not a trained model), minimum 0.65.',
  ),
  winRate: criterion('win_rate', false, 71, 75, 'Win rate is 71 % over 20 trades, at least 75 %.'),
  session: criterion('session', false, 'tokyo', 'london', 'London is closed.'),
} as const;

export const ALARMS: Readonly<Record<'link' | 'balance' | 'news' | 'softStop', Omit<Alarm, 'raisedAt'>>> = {
  link: {
    id: 'a-link',
    kind: 'link_down',
    level: 'critical',
    title: 'MT5 link down',
    cause: 'The EA has sent no heartbeat for 42 s. Its socket is open, so the terminal hangs or was closed.',
    consequence: 'No order can be placed or changed. 2 positions are held by their stop losses at the broker alone.',
    action: 'Look at MT5: is it running, is Algo Trading on, is the EA on its chart?',
    deadlineAt: PRESENT + 11 * MINUTE,
    count: 12,
  },
  balance: {
    id: 'a-balance',
    kind: 'reset_breach',
    level: 'high',
    title: 'Midnight balance',
    cause: 'The balance at the firm’s midnight was taken 4 minutes late.',
    consequence: 'The daily floor may be wrong by the result of those minutes.',
    action: 'Compare 98,640.00 with the firm’s page.',
    deadlineAt: PRESENT + 208 * MINUTE,
    count: 1,
  },
  news: {
    id: 'a-news',
    kind: 'news_exit',
    level: 'advisory',
    title: 'XAUUSD spread 3 times its usual',
    cause: 'Spread has been 62 points for 6 minutes, usually 21.',
    consequence: 'Entries in XAUUSD are refused; a stop there fills worse.',
    action: 'Decide whether the XAUUSD position stays open.',
    deadlineAt: null,
    count: 1,
  },
  softStop: {
    id: 'a-soft',
    kind: 'day_soft_stop',
    level: 'high',
    title: 'Room near the soft stop',
    cause: 'If every stop is hit, 50.4 % of the day’s limit is gone; GBPUSD would make it 61.5 %.',
    consequence: 'At 60 % entries stop for the day.',
    action: 'Reject GBPUSD, or wait for a close.',
    deadlineAt: null,
    count: 1,
  },
};

/** A morning like any other: signals refused and traded, two positions open. Ends a second before the present. */
export function morning(mode: 'paper' | 'demo' = 'paper'): JournalBuilder {
  const journal = createJournal(DAY_START);
  journal.write('run.started', {
    version: '0.1.0',
    mode,
    terminal: mode === 'paper' ? 'paper' : 'mt5',
    market: 'demo',
    config: defaultConfig(),
  });
  journal.write('day.anchored', { anchorAt: DAY_START, resetsAt: DAY_END, balance: 98_640 }, { afterMs: 40 });
  const at = (hour: number, minute: number): void =>
    journal.wait(Math.max(1, DAY_START + (hour * 60 + minute) * MINUTE - journal.now()));
  let number = 1;
  const story = (symbol: SymbolName, side: Side, pattern: Pattern): Story => ({
    id: `${number % 3 === 0 ? 'tv' : 'dt'}-20260804-${String(number++).padStart(4, '0')}`,
    symbol,
    side,
    pattern,
  });
  for (let i = 0; i < 26; i += 1) {
    at(8, 4 + i * 7);
    const symbol = (['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const)[i % 4] ?? 'EURUSD';
    refusedSignal(
      journal,
      story(symbol, i % 3 === 0 ? 'SELL' : 'BUY', i % 2 === 0 ? 'M5_BOS' : 'M1_BREAK_RETEST'),
      i % 5 === 0 ? 'u1' : 'owner',
      i % 5 === 0 ? RULES.structure : ([RULES.winRate, RULES.spread, RULES.session][i % 3] ?? RULES.spread),
    );
  }
  at(11, 47);
  tradedSignal(
    journal,
    story('USDJPY', 'BUY', 'M5_BOS'),
    positionOf('60417610', 'USDJPY', 'BUY', 5.1, 147.331, 147.262, 147.503, 0, journal.now()),
    536.2,
    { pnl: -541.56, r: -1.01, exit: 147.261, reason: 'sl' },
  );
  at(12, 40);
  tradedSignal(
    journal,
    story('XAUUSD', 'BUY', 'M5_BOS'),
    positionOf('60417655', 'XAUUSD', 'BUY', 1.2, 3351.2, 3346.7, 3362.45, 0, journal.now()),
    540,
    { pnl: 1_341.6, r: 2.48, exit: 3362.44, reason: 'tp' },
  );
  at(13, 14);
  tradedSignal(
    journal,
    story('USDJPY', 'SELL', 'M5_BOS'),
    positionOf('60417680', 'USDJPY', 'SELL', 5.3, 147.198, 147.264, 147.033, 0, journal.now()),
    534.8,
    { pnl: -545.5, r: -1.02, exit: 147.265, reason: 'sl' },
  );
  at(13, 46);
  tradedSignal(
    journal,
    story('EURUSD', 'BUY', 'M5_BOS'),
    positionOf('60417702', 'EURUSD', 'BUY', 4.35, 1.15722, 1.15598, 1.16032, 443.7, journal.now()),
    539.4,
    null,
  );
  at(13, 58);
  refusedSignal(journal, story('USDJPY', 'BUY', 'M1_BREAK_RETEST'), 'u1', RULES.structure);
  at(14, 11);
  tradedSignal(
    journal,
    story('XAUUSD', 'SELL', 'M5_BOS'),
    positionOf('60417715', 'XAUUSD', 'SELL', 1.19, 3358.4, 3362.9, 3347.15, -149.94, journal.now()),
    535.5,
    null,
  );
  at(14, 24);
  refusedSignal(journal, story('XAUUSD', 'BUY', 'M5_BOS'), 'u3', RULES.full);
  return journal;
}

/** A signal whose order was sent and ended so; null: it is still waited for. */
export function orderedSignal(journal: JournalBuilder, story: Story, outcome: Outcome | null): void {
  accept(journal, story);
  const about = { correlationId: story.id };
  judge(journal, story.id, null, null, 0.9);
  const move = (state: 'evaluated' | 'in_pipeline' | 'ordered' | 'failed' | 'unknown', text: string | null = null): void =>
    void journal.write(
      'signal.moved',
      { signalId: story.id, state, reason: text === null ? null : { code: 'order_unknown', text } },
      about,
    );
  move('evaluated');
  move('in_pipeline');
  const clientOrderId = `o-${story.id}`;
  const { bid } = SYMBOLS[story.symbol];
  const request = {
    op: 'open' as const,
    clientOrderId,
    symbol: story.symbol,
    side: story.side,
    volume: 0.5,
    stopLoss: bid * 0.999,
    takeProfit: null,
    deviationPoints: 10,
    magic: 770,
    deadlineAt: journal.now() + 5_000,
  };
  journal.write(
    'stage.decided',
    {
      signalId: story.id,
      decision: decision('u4', journal.now(), 61, [criterion('not_ordered_yet', true, 1, 1, 'Sent once.', true)]),
    },
    about,
  );
  const intended = {
    clientOrderId,
    signalId: story.id,
    certificateId: null,
    request,
    symbol: story.symbol,
    reserve: 90,
    riskMoney: 90,
  };
  journal.write('order.intended', intended, about);
  move('ordered');
  if (outcome === null) return;
  journal.write('order.resolved', { clientOrderId, sentAt: journal.now(), outcome }, about);
  if (outcome.kind === 'refused') move('failed', outcome.text);
  if (outcome.kind === 'unknown') move('unknown', outcome.why);
}
