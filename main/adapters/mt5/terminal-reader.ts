import type { Asked, FromEa, LineOf } from '#shared/bridge';
import { identifierOf, retcodeClass } from '#shared/domain';
import type { Bar, Deal, NewsEvent, Outcome, ProbeResult, TerminalSnapshot } from '#shared/domain';
import { messageOf } from '#shared/lib';
import type { Clock } from '#ports';
import type { TerminalMirror } from './terminal-mirror.ts';
import { askedUntil, linesOf, Questions, type Answered } from './questions.ts';
import { SharedReads } from './shared-reads.ts';
import { barOf, dealOf } from './translate.ts';

const BARS_MAX = 5_000;
/** Pages of one list, and how often it starts again when it changes meanwhile. */
const PAGES_MAX = 1_000;
const STARTS_MAX = 5;

/** Looks at the terminal: each one a question to the Expert Advisor, and its answer in our words. Rejects when there is none. */
export class TerminalReader {
  readonly #mirror: TerminalMirror;
  readonly #clock: Clock;
  readonly #send: (asked: Asked) => boolean;
  readonly #questions: Questions;
  readonly #history = new SharedReads((sinceMs, asked) =>
    this.#pages('deal', (q, skip) => {
      asked();
      return { op: 'history', q, sinceMs, ...skip };
    }),
  );

  constructor(mirror: TerminalMirror, clock: Clock, send: (asked: Asked) => boolean) {
    this.#mirror = mirror;
    this.#clock = clock;
    this.#send = send;
    this.#questions = new Questions(clock);
  }

  take(message: FromEa): void {
    this.#questions.take(message);
  }

  /** The answer to a question came, and does not hold; null: it was none. */
  fail(q: string | null, why: string): void {
    if (q !== null) this.#questions.fail(q, why);
  }

  isAsked(q: string): boolean {
    return this.#questions.isOpen(q);
  }

  lost(why: string): void {
    this.#questions.lost(why);
  }

  /** Null: it came and did not add up, nor did a newer one. Answers to two questions may come together: the newer one answers both. */
  async snapshot(): Promise<TerminalSnapshot | null> {
    const askedAt = Math.floor(this.#clock.nowMs());
    const lines = await this.#ask((q) => ({ op: 'snapshot', q }));
    const rev = linesOf(lines, 'snapshot.end')[0]?.rev;
    // What it shows is at least as new as the question.
    return rev !== undefined && rev <= this.#mirror.rev ? this.#mirror.stamp(askedAt) : null;
  }

  /** Events of the terminal's calendar; those without weight are left out. */
  async events(fromMs: number, toMs: number): Promise<readonly NewsEvent[]> {
    const lines = await this.#pages('calendar', (q, skip) => ({ op: 'calendar', q, fromMs, toMs, ...skip }));
    return lines.flatMap(({ ms, currency, impact, title }) =>
      impact === 'none' ? [] : [{ at: this.#mirror.utc(ms), currency, impact, title }],
    );
  }

  subscribe(brokerSymbol: string): Promise<Answered> {
    return this.#ask((q) => ({ op: 'sub', q, sym: brokerSymbol }));
  }

  /** Where an order stands. A question that is not answered, the second one too, is an answer that is not known. */
  async probe(clientOrderId: string): Promise<ProbeResult> {
    try {
      return await this.#found(clientOrderId);
    } catch (error) {
      return { kind: 'unreachable', why: messageOf(error) };
    }
  }

  async #found(clientOrderId: string): Promise<ProbeResult> {
    const lines = await this.#ask((q) => ({ op: 'find', q, cid: clientOrderId }));
    const [found] = linesOf(lines, 'found');
    if (found === undefined || found.state === 'unreadable') return { kind: 'unreachable', why: 'its history could not be read' };
    if (found.state === 'working') return this.#resting(clientOrderId, found.position);
    if (found.state === 'cancelled' || found.state === 'expired' || found.state === 'rejected')
      return endedOf(found.state, this.#clock);
    if (found.state === 'absent') return { kind: 'absent' };
    const deals = linesOf(lines, 'deal').map((line) => dealOf(line, this.#mirror));
    const made = deals.find((deal) => deal.clientOrderId === clientOrderId);
    // No deal carries this attempt's id and no answer confirms it: the attempt had no effect.
    if (made === undefined && !isDone(found.retcode)) return { kind: 'absent' };
    const outcome: Outcome = {
      kind: 'confirmed',
      retcode: found.retcode,
      ticket: found.position,
      deal: made?.ticket ?? null,
      price: made?.price ?? null,
      volume: made?.volume ?? null,
      at: made?.at ?? Math.floor(this.#clock.nowMs()),
    };
    if (found.state === 'closed') return { kind: 'found_closed', outcome, deals };
    const position = (await this.snapshot())?.positions.find((held) => identifierOf(held) === found.position);
    return position === undefined
      ? { kind: 'unreachable', why: 'its position went away meanwhile' }
      : { kind: 'found', outcome, position };
  }

  /** A pending order rests; a market order that is still being dealt is not known yet. */
  #resting(clientOrderId: string, ticket: string): ProbeResult {
    const orders = this.#mirror.snapshot?.orders ?? [];
    const order = orders.find((one) => one.ticket === ticket || one.clientOrderId === clientOrderId);
    return order?.type === undefined ? { kind: 'unreachable', why: 'the order is still working' } : { kind: 'resting', order };
  }

  async history(symbol: string, count: number): Promise<readonly Bar[]> {
    const sym = this.#mirror.broker(symbol);
    if (sym === null || count === 0) return [];
    const lines = await this.#ask((q) => ({ op: 'bars', q, sym, count: Math.min(BARS_MAX, count) }));
    return linesOf(lines, 'bars').flatMap(({ rows }) =>
      rows.map(([ms, ...row]) => barOf(symbol, this.#mirror.utc(ms), row, 'history')),
    );
  }

  async deals(sinceMs: number): Promise<readonly Deal[]> {
    const since = Math.max(0, Math.floor(sinceMs));
    return (await this.#history.since(since))
      .map((line) => dealOf(line, this.#mirror))
      .filter(({ at }) => at >= sinceMs)
      .sort((a, b) => a.at - b.at || Number(BigInt(a.ticket) - BigInt(b.ticket)));
  }

  /**
   * All of a long list, page by page: the next one is asked for when the last one is here, so that neither side drowns the
   * other. A list that grew or shrank meanwhile starts again; one that does not add up is none.
   */
  async #pages<T extends 'deal' | 'calendar'>(
    t: T,
    question: (q: string, skip: { readonly skip?: number }) => Omit<Extract<Asked, { op: 'history' | 'calendar' }>, 'deadlineMs'>,
  ): Promise<readonly LineOf<T>[]> {
    const end = t === 'deal' ? 'history.end' : 'calendar.end';
    for (let start = 0; start < STARTS_MAX; start += 1) {
      const all: LineOf<T>[] = [];
      let [skip, total, isSame] = [0, null as number | null, true];
      for (let page = 0; page < PAGES_MAX && isSame; page += 1) {
        const lines = await this.#ask((q) => question(q, skip === 0 ? {} : { skip }));
        const rows = linesOf(lines, t);
        const [last] = linesOf(lines, end);
        if (last === undefined || rows.length !== last.count) throw new Error('an answer does not add up');
        isSame = total === null || last.total === total;
        total = last.total ?? null;
        for (const row of rows) all.push(row);
        const next = last.next ?? 0;
        if (isSame && next === 0) return all;
        if (next > 0 && next <= skip) throw new Error('an answer does not go on');
        skip = next;
      }
    }
    throw new Error('it changes while it is read');
  }

  #ask(question: (q: string) => Omit<Extract<Asked, { q: string }>, 'deadlineMs'>): Promise<Answered> {
    const deadlineMs = askedUntil(this.#clock);
    return this.#questions.ask((q) => this.#send({ ...question(q), deadlineMs } as Asked));
  }
}

const isDone = (retcode: number): boolean => ['done', 'placed'].includes(retcodeClass(retcode));

const ENDS = {
  cancelled: ['cancelled', 'The broker holds it no more, and no deal was made of it'],
  expired: ['expired', 'Its time ran out at the broker, not filled'],
  rejected: ['refused', 'The broker could not fill it when its price was reached'],
} as const;

const endedOf = (state: keyof typeof ENDS, clock: Clock): ProbeResult => ({
  kind: 'ended',
  how: ENDS[state][0],
  text: ENDS[state][1],
  at: Math.floor(clock.nowMs()),
});
