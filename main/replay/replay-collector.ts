import type { ClosedTrade, Deal, StageDecision } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import type { SignalLife } from '#shared/projection';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { Excursions, priceCosts, Shadows } from './figures/index.ts';
import type { ReplayRejection, ReplayTrade, WhyStep } from './replay-trade.ts';

type Opened = Payload<'position.opened'>;
type Money = Pick<ReplayTrade, 'gross' | 'commission' | 'swap' | 'move' | 'spread' | 'slippage' | 'pointMoney'>;
const NOTHING: Money = { gross: 0, commission: 0, swap: 0, move: 0, spread: 0, slippage: 0, pointMoney: null };

const ENDED: ReadonlySet<string> = new Set(['rejected', 'expired', 'cancelled', 'failed']);

/** Keeps what a report tells from the moment it happens: the engine forgets old signals and trades, a report does not. */
export class ReplayCollector {
  readonly trades: ReplayTrade[] = [];
  readonly rejections: ReplayRejection[] = [];
  /** What the trader who is not there did, by what it was done to. */
  readonly acts = new Map<string, number>();
  /** Days on which trading was halted, as the records tell it. */
  halts = 0;
  readonly excursions = new Excursions();
  readonly shadows = new Shadows();
  readonly #runtime: Runtime;
  readonly #terminal: Pick<PaperTerminal, 'quote' | 'spec'>;
  readonly #opened = new Map<string, Opened>();
  readonly #money = new Map<string, Money>();

  constructor(runtime: Runtime, terminal: Pick<PaperTerminal, 'onNews' | 'quote' | 'spec'>) {
    this.#runtime = runtime;
    this.#terminal = terminal;
    runtime.onFeed((batch) => {
      for (const record of batch) this.#hear(record);
    });
    terminal.onNews((news) => {
      if (news.kind === 'deal') this.#dealt(news.deal);
    });
  }

  #dealt(deal: Deal): void {
    const { position, symbol, profit, commission, swap } = deal;
    const before = this.#moneyOf(position);
    const sight = { quote: this.#terminal.quote(symbol), spec: this.#terminal.spec(symbol), cockpit: this.#runtime.cockpit };
    const costs = priceCosts(deal, sight);
    const gross = tidy(before.gross + profit);
    const [spread, slippage] = [
      tidy(before.spread + cents(costs?.spread ?? 0)),
      tidy(before.slippage + cents(costs?.slippage ?? 0)),
    ];
    this.#money.set(position, {
      ...{ gross, spread, slippage, move: tidy(gross - spread - slippage) },
      ...{ commission: tidy(before.commission + commission), swap: tidy(before.swap + swap) },
      pointMoney: deal.entry === 'in' ? tidy((before.pointMoney ?? 0) + (costs?.pointMoney ?? 0)) : before.pointMoney,
    });
  }

  #hear(record: JournalRecord): void {
    switch (record.type) {
      case 'position.opened':
        this.#begun(record.payload);
        return;
      case 'position.closed':
        this.#closed(record.payload.trade);
        return;
      case 'trade.corrected': {
        const { ticket, closedAt, pnl, r } = record.payload;
        const index = this.trades.findLastIndex((one) => one.ticket === ticket && (closedAt ?? one.closedAt) === one.closedAt);
        const before = this.trades[index];
        if (before !== undefined) this.trades[index] = { ...before, ...this.#moneyOf(ticket), pnl, r };
        return;
      }
      case 'signal.moved':
        if (ENDED.has(record.payload.state)) this.#ended(record.payload);
        return;
      case 'operator.acted':
        if (record.actor === 'trader:replay') this.#acted(record.payload.action);
        return;
      case 'trading.changed':
        if (record.payload.to === 'halted') this.halts += 1;
        return;
      default:
    }
  }

  #begun(opened: Opened): void {
    const { ticket, symbol, direction, entry, stopLoss } = opened.position;
    this.#opened.set(ticket, opened);
    this.excursions.opened(ticket, { symbol, isBuy: direction === 'BUY', entry, stop: stopLoss });
  }

  #closed(trade: ClosedTrade): void {
    const life = trade.signalId === null ? undefined : this.#runtime.cockpit.signals.get(trade.signalId);
    const opened = this.#opened.get(trade.ticket);
    this.#opened.delete(trade.ticket);
    this.trades.push({
      ...trade,
      pattern: life?.signal.pattern ?? null,
      score: findingOf(life, 'u1', 'score'),
      probability: findingOf(life, 'u2', 'probability'),
      stopLoss: opened?.position.stopLoss ?? null,
      takeProfit: opened?.position.takeProfit ?? null,
      riskMoney: opened?.riskMoney ?? null,
      ...this.#moneyOf(trade.ticket),
      excursion: this.excursions.closed(trade.ticket, trade.exit),
      why: life === undefined ? [] : life.decisions.map(whyStep),
    });
  }

  #moneyOf = (ticket: string): Money => this.#money.get(ticket) ?? NOTHING;

  #ended({ signalId, state, reason }: Payload<'signal.moved'>): void {
    const life = this.#runtime.cockpit.signals.get(signalId);
    if (life === undefined) return;
    const { symbol, side, pattern, kind, stopLoss, takeProfit } = life.signal;
    if (state === 'rejected' && kind === 'entry' && stopLoss !== null && takeProfit !== null)
      this.shadows.begin({ signalId, symbol, isBuy: side === 'BUY', stop: stopLoss, target: takeProfit });
    const at = life.receivedAt;
    this.rejections.push({ signalId, at, symbol, side, pattern, state, code: reason?.code ?? '', text: reason?.text ?? '' });
  }

  #acted(action: Payload<'operator.acted'>['action']): void {
    const what =
      action.act === 'rearm' ? `re-armed ${action.block}` : action.act === 'resume' ? 'resumed after a halt' : action.act;
    this.acts.set(what, (this.acts.get(what) ?? 0) + 1);
  }
}

const whyStep = ({ stage, verdict, criteria }: StageDecision): WhyStep => ({
  stage,
  verdict,
  rules: criteria.map(({ ok, text }) => ({ ok, text })),
});

function findingOf(life: SignalLife | undefined, stage: StageDecision['stage'], name: string): number | null {
  const value = life?.decisions.find((decision) => decision.stage === stage)?.findings[name];
  return typeof value === 'number' ? value : null;
}

/** Without float noise; `cents`: as money that is booked. */
const tidy = (money: number): number => Number(money.toFixed(8)) + 0;
const cents = (money: number): number => Number(money.toFixed(2)) + 0;
