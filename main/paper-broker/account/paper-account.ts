import {
  NOT_SENT,
  refusalOf,
  type BalanceOperation,
  type Deal,
  type OrderRequest,
  type Outcome,
  type ProbeResult,
  type Quote,
  type SymbolSpec,
  type TerminalSnapshot,
} from '#shared/domain';
import { assert, setBounded } from '#shared/lib';
import {
  ANSWERS_MAX,
  clientOrderIdOf,
  COMMENT_MAX,
  commentOf,
  nextTicket,
  OPERATIONS_MAX,
  type AccountSettings,
  type Book,
  type StoredAnswer,
} from './book.ts';
import { changeByHand, tradeByHand, type HandChange, type HandEnd, type HandTrade } from './by-hand.ts';
import { carriedOut, NO_FAULTS, placedBy, refusedBy, shareOf, type Fault, type Faults } from './faults.ts';
import { InsideBar } from './inside-bar.ts';
import { no, type No } from './gate.ts';
import { marginState } from './margin.ts';
import { knownAnswer, probe } from './probe.ts';
import type { Done } from './arrival.ts';
import { carryOut } from './requests.ts';
import { headOf, newBook, savedOf, type SavedAccount, type SavedHead } from './saved-account.ts';
import { roundMoney } from './money.ts';
import { judgeQuote, passTime } from './server-side.ts';
import { timeIsAgain } from './swaps.ts';
import type { TradeRequest } from './trade-request.ts';
import { opensNext } from './trading-hours.ts';
import { tell } from './telling.ts';
import type { Transaction } from './transaction.ts';
import { translated } from './translate.ts';
import { accountOf, snapshotOf, specOf } from './valuation.ts';

/** A request's end at the server: what the server knows (`answer`) and what the caller receives. */
export type Executed = {
  readonly answer: StoredAnswer;
  readonly deals: readonly Deal[];
  /** Null: the answer is lost on its way. Otherwise the answer, or a timeout in its place. */
  readonly told: Outcome | null;
  /** True when the client id was known: nothing was done again. */
  readonly repeated: boolean;
};

/** A request's end in the terminal's terms. */
export type Traded = { readonly answer: Done | No | null; readonly deals: readonly Deal[] };

/** An MT5 account at a broker of our own: pure, so the caller brings prices and time and keeps what it saves. */
export class PaperAccount {
  readonly #book: Book;
  readonly #faults: Faults;
  /** For prices of which only the bars are known. */
  readonly insideBar: InsideBar;

  constructor(settings: AccountSettings, saved: SavedAccount | null = null, faults: Faults = NO_FAULTS) {
    assert(saved === null || saved.head.currency === settings.currency, 'a restored account keeps its currency');
    this.#book = newBook(settings, saved);
    this.#faults = faults;
    this.insideBar = new InsideBar(this.#book);
  }

  /** What time it is, and whether anybody knows: a night is charged once, and only when it is known to be over. */
  timeIs(nowMs: number, isKnown: boolean): void {
    this.#book.isTimeUnknown = !isKnown;
    if (isKnown) timeIsAgain(this.#book, nowMs);
  }

  /** Takes one price and returns the deals it caused: stops, working orders, stop-out. */
  onQuote(quote: Quote): readonly Deal[] {
    assert(quote.ask >= quote.bid, 'the ask is not below the bid');
    return judgeQuote(this.#book, quote, this.#faults);
  }

  /** Carries a request out once. The same client id again gets the same answer and does nothing. */
  execute(request: OrderRequest, nowMs: number): Executed {
    const book = this.#book;
    const due = passTime(book, nowMs);
    const stored = book.answers.get(request.clientOrderId);
    const known = knownAnswer(book, request.clientOrderId) ?? stored?.outcome ?? null;
    if (known !== null) {
      const answer = { op: request.op, target: targetOf(request), ...stored, outcome: known };
      return { answer, deals: due, told: answer.outcome, repeated: true };
    }
    const fault = this.#faults.strike(request, nowMs);
    const end = refusedUnsent(request, nowMs) ?? this.#arrive(translated(book, request), fault, nowMs, 'expert');
    const answer: StoredAnswer = { op: request.op, target: targetOf(request), outcome: outcomeOf(end, nowMs) };
    setBounded(book.answers, request.clientOrderId, answer, ANSWERS_MAX);
    const deals = 'deals' in end ? [...due, ...end.deals] : due;
    return { answer, deals, told: toldOf(fault, answer.outcome, nowMs), repeated: false };
  }

  /**
   * A request in MetaTrader's own terms, as a terminal sends it. Nothing is remembered of it: the same one again trades again.
   * `answer` is null when it is lost on its way. `id` names the request in the transaction that reports its end.
   */
  trade(request: TradeRequest, nowMs: number, id: string): Traded {
    const due = passTime(this.#book, nowMs);
    const clientOrderId = 'comment' in request ? clientOrderIdOf(request.comment) : null;
    const fault = this.#faults.strike({ clientOrderId }, nowMs);
    const end = this.#arrive(request, fault, nowMs, 'expert');
    const isUnclear = fault?.kind === 'timeout';
    const answer = isUnclear ? { retcode: fault.retcode ?? 10012, text: 'Request canceled by timeout' } : end;
    if (fault?.kind === 'answer_lost') this.#book.transactions.length = 0;
    else tellEnd(this.#book, answer, id);
    const deals = 'deals' in end ? [...due, ...end.deals] : due;
    return { answer: fault?.kind === 'answer_lost' ? null : answer, deals };
  }

  /** What the server has reported since the last call, oldest first: at most the 1,024 that a terminal keeps. */
  takeTransactions(): readonly Transaction[] {
    return this.#book.transactions.splice(0);
  }

  /** Whether the broker warns of the margin (`call`) or is about to close positions (`stop_out`). */
  marginState(): ReturnType<typeof marginState> {
    return marginState(this.#book.settings, accountOf(this.#book));
  }

  #arrive(request: TradeRequest, fault: Fault | null, nowMs: number, reason: 'expert' | 'client'): Done | No {
    const arrival = { nowMs, reason, share: shareOf(fault), placed: placedBy(fault) };
    const carried = carriedOut(request, fault);
    const end = refusedBy(fault) ?? ('action' in carried ? carryOut(this.#book, carried, arrival) : carried);
    if ('deals' in end) writeOver(this.#book, end.ticket, fault);
    return end;
  }

  /** A trade made in the terminal itself, foreign to the cockpit, or a change that is made there to a position. */
  tradeByHand(trade: HandTrade | HandChange, nowMs: number): HandEnd {
    return 'symbol' in trade ? tradeByHand(this.#book, trade, nowMs) : changeByHand(this.#book, trade, nowMs);
  }

  /** Money that moves without a trade: a deposit or a withdrawal (negative), or a charge (negative). */
  operate(kind: BalanceOperation['kind'], amount: number, nowMs: number): BalanceOperation {
    const book = this.#book;
    const operation = { ticket: nextTicket(book), at: nowMs, amount: roundMoney(amount, book.settings.currency), kind };
    book.balance = roundMoney(book.balance + operation.amount, book.settings.currency);
    book.operations.push(operation);
    if (book.operations.length > OPERATIONS_MAX) book.operations.shift();
    return operation;
  }

  /** The terminal's Algo Trading button. Off: every request is refused with 10027; stops at the server go on. */
  setAlgoTrading(on: boolean): void {
    this.#book.algoTrading = on;
  }

  symbols(): readonly string[] {
    return [...this.#book.specs.keys()];
  }

  spec(symbol: string): SymbolSpec | null {
    return specOf(this.#book, symbol);
  }

  quote(symbol: string): Quote | null {
    return this.#book.quotes.get(symbol) ?? null;
  }

  snapshot(nowMs: number): TerminalSnapshot {
    return snapshotOf(this.#book, nowMs);
  }

  /** When the symbol's market opens next; null while it is open. */
  opensAt(symbol: string, nowMs: number): number | null {
    const { specs, settings } = this.#book;
    const hours = specs.get(symbol)?.hours;
    return hours === undefined || settings.alwaysOpen ? null : opensNext(hours, nowMs, settings.holidays);
  }

  probe(clientOrderId: string): ProbeResult {
    return probe(this.#book, clientOrderId);
  }

  /** Deals since a moment, oldest first; at most the 5,000 newest are kept. */
  deals(sinceMs: number): readonly Deal[] {
    return this.#book.deals.filter((deal) => deal.at >= sinceMs);
  }

  /** The account without its history: what has to be written with every change. */
  head(): SavedHead {
    return headOf(this.#book);
  }

  /** An account of its own with the same books, and without faults: what happens to it leaves this one untouched. */
  copy(): PaperAccount {
    return new PaperAccount(this.#book.settings, this.save());
  }

  /** The whole account as plain JSON. Given back to the constructor, it goes on as if nothing had happened. */
  save(): SavedAccount {
    return savedOf(this.#book);
  }
}

/** What is judged before the terminal would send it. */
function refusedUnsent({ clientOrderId, deadlineAt }: OrderRequest, nowMs: number): No | null {
  if (nowMs > deadlineAt) return no(NOT_SENT, `Expired: ${nowMs - deadlineAt} ms past its deadline, not sent`);
  return commentOf(clientOrderId).length > COMMENT_MAX
    ? no(10013, `Invalid request: comment longer than ${COMMENT_MAX} characters`)
    : null;
}

function toldOf(fault: Fault | null, outcome: Outcome, at: number): Outcome | null {
  if (fault?.kind === 'answer_lost') return null;
  return fault?.kind === 'timeout' ? refusalOf(fault.retcode ?? 10012, 'Request cancelled by timeout', at) : outcome;
}

/** What the position shows; the order and the deal in the history keep what was sent. */
function writeOver({ positions }: Book, ticket: string, fault: Fault | null): void {
  const held = positions.get(ticket);
  if (held === undefined) return;
  if (fault?.kind === 'comment_cut') positions.set(held.ticket, { ...held, comment: held.comment.slice(0, fault.chars) });
  if (fault?.kind === 'comment_replaced') positions.set(held.ticket, { ...held, comment: fault.text });
}

function tellEnd(book: Book, end: Done | No, request: string): void {
  const isDone = 'deals' in end;
  const deal = isDone ? end.deals.at(-1) : undefined;
  tell(book, 'REQUEST', {
    order: (isDone ? end.order : null) ?? '0',
    deal: deal?.ticket ?? '0',
    volume: deal?.volume ?? 0,
    price: deal?.price ?? 0,
    result: { request, retcode: end.retcode, text: isDone ? '' : end.text },
  });
}

const targetOf = (request: OrderRequest): string | null => (request.op === 'open' ? null : request.ticket);

function outcomeOf(end: Done | No, at: number): Outcome {
  if ('text' in end) return refusalOf(end.retcode, end.text, at);
  const { retcode, ticket, deals } = end;
  if (retcode === 10008) return { kind: 'unknown', why: 'the server has taken the order and has not told its end', at };
  const deal = deals[0];
  return {
    kind: 'confirmed',
    retcode,
    ticket,
    deal: deal?.ticket ?? null,
    price: deal?.price ?? null,
    volume: deal?.volume ?? null,
    at,
  };
}
