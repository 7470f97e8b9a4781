import {
  refusalOf,
  type Deal,
  type OrderRequest,
  type Outcome,
  type ProbeResult,
  type Quote,
  type SymbolSpec,
  type TerminalSnapshot,
} from '../../../shared/domain/index.ts';
import { assert, setBounded } from '../../../shared/lib/index.ts';
import { ANSWERS_MAX, type AccountSettings, type Book, type StoredAnswer } from './book.ts';
import { tradeByHand, type HandTrade } from './by-hand.ts';
import { NO_FAULTS, type Fault, type Faults } from './faults.ts';
import type { No } from './gate.ts';
import { knownAnswer, probe } from './probe.ts';
import { carryOut, type Done } from './requests.ts';
import { headOf, newBook, savedOf, type SavedAccount, type SavedHead } from './saved-account.ts';
import { judgeQuote } from './server-side.ts';
import { opensNext } from './trading-hours.ts';
import { snapshotOf, specOf } from './valuation.ts';

/** A request's end at the server: what it knows (`answer`) and what the caller is told of it. */
export type Executed = {
  readonly answer: StoredAnswer;
  readonly deals: readonly Deal[];
  /** Null: the answer is lost on its way. Otherwise the answer, or a timeout in its place. */
  readonly told: Outcome | null;
  /** True when the client id was known: nothing was done again. */
  readonly repeated: boolean;
};

/** An MT5 hedging account at a broker of our own: pure, so the caller brings prices and time and keeps what it saves. */
export class PaperAccount {
  readonly #book: Book;
  readonly #faults: Faults;

  constructor(settings: AccountSettings, saved: SavedAccount | null = null, faults: Faults = NO_FAULTS) {
    assert(saved === null || saved.head.currency === settings.currency, 'a restored account keeps its currency');
    this.#book = newBook(settings, saved);
    this.#faults = faults;
  }

  /** Takes one price and returns the deals it caused: stops, working orders, stop-out. */
  onQuote(quote: Quote): readonly Deal[] {
    assert(quote.ask >= quote.bid, 'the ask is not below the bid');
    return judgeQuote(this.#book, quote);
  }

  /** Carries a request out once. The same client id again gets the same answer and does nothing. */
  execute(request: OrderRequest, nowMs: number): Executed {
    const stored = this.#book.answers.get(request.cid);
    const known = stored?.outcome ?? knownAnswer(this.#book, request.cid);
    if (known !== null) {
      const answer = stored ?? { op: request.op, target: targetOf(request), outcome: known };
      return { answer, deals: [], told: answer.outcome, repeated: true };
    }
    const fault = this.#faults.strike(request, nowMs);
    const end = faultEnd(fault) ?? carryOut(this.#book, request, nowMs, fault?.kind === 'partial_fill' ? fault.share : 1);
    const answer: StoredAnswer = { op: request.op, target: targetOf(request), outcome: outcomeOf(end, nowMs) };
    setBounded(this.#book.answers, request.cid, answer, ANSWERS_MAX);
    const deals = 'deal' in end && end.deal !== null ? [end.deal] : [];
    if (fault?.kind === 'comment_cut') cutComment(this.#book, answer.outcome, fault.chars);
    return { answer, deals, told: toldOf(fault, answer.outcome, nowMs), repeated: false };
  }

  /** A trade made in the terminal itself, foreign to the cockpit. */
  tradeByHand(trade: HandTrade, nowMs: number): ReturnType<typeof tradeByHand> {
    return tradeByHand(this.#book, trade, nowMs);
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
    return hours === undefined || settings.alwaysOpen ? null : opensNext(hours, nowMs);
  }

  probe(cid: string): ProbeResult {
    return probe(this.#book, cid);
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

function toldOf(fault: Fault | null, outcome: Outcome, at: number): Outcome | null {
  if (fault?.kind === 'answer_lost') return null;
  return fault?.kind === 'timeout' ? refusalOf(10012, 'Request cancelled by timeout', at) : outcome;
}

/** What the position shows; the order and the deal in the history keep what was sent. */
function cutComment({ positions }: Book, outcome: Outcome, chars: number): void {
  const held = outcome.kind === 'confirmed' ? positions.get(outcome.ticket) : undefined;
  if (held !== undefined) positions.set(held.ticket, { ...held, comment: held.comment.slice(0, chars) });
}

function faultEnd(fault: Fault | null): No | null {
  if (fault?.kind === 'requote') return { retcode: 10004, text: 'Requote: the price moved away' };
  return fault?.kind === 'refuse' ? { retcode: fault.retcode, text: fault.text } : null;
}

const targetOf = (request: OrderRequest): string | null => (request.op === 'open' ? null : request.ticket);

function outcomeOf(end: Done | No, at: number): Outcome {
  if ('text' in end) return refusalOf(end.retcode, end.text, at);
  const { retcode, ticket, deal } = end;
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
