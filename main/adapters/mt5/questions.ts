import type { FromEa, LineOf } from '#shared/bridge';
import type { Clock } from '#ports';
import { unreadableText } from './blind-spots.ts';

/** A query without an answer by then has timed out. */
const ANSWER_MS = 10_000;
/** Lines that belong to one answer, or to one page of it, at most. */
const LINES_MAX = 20_000;

/** What has not reached the terminal by then is not worth an answer. */
const ASK_MS = 10_000;

/** Until when (UTC ms) something that is asked now may be carried out. */
export const askedUntil = (clock: Clock): number => Math.floor(clock.wallMs()) + ASK_MS;

/** The lines of an answer, the last one included. */
export type Answered = readonly FromEa[];
type Open = { readonly lines: FromEa[]; settle(lines: Answered | Error): void };

/** Questions to the Expert Advisor and the lines of their answers, told apart by the question's id. */
export class Questions {
  readonly #clock: Clock;
  readonly #open = new Map<string, Open>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Asks; `send` puts the question on the line and says whether that was possible. Rejects when there is no answer. */
  ask(send: (q: string) => boolean): Promise<Answered> {
    this.#count += 1;
    const q = `q${this.#count}`;
    return new Promise((resolve, reject) => {
      const callOff = this.#clock.after(ANSWER_MS, () => this.#settle(q, new Error(`no answer within ${ANSWER_MS / 1_000} s`)));
      this.#open.set(q, {
        lines: [],
        settle: (lines) => {
          callOff();
          if (lines instanceof Error) reject(lines);
          else resolve(lines);
        },
      });
      if (!send(q)) this.#settle(q, new Error('the Expert Advisor is not connected'));
    });
  }

  fail(q: string, why: string): void {
    this.#settle(q, new Error(why));
  }

  isOpen(q: string): boolean {
    return this.#open.has(q);
  }

  /** Takes a line that may belong to an answer. */
  take(message: FromEa): void {
    const q = questionOf(message);
    const open = q === undefined ? undefined : this.#open.get(q);
    if (q === undefined || open === undefined) return;
    open.lines.push(message);
    if (message.t === 'unreadable') this.#settle(q, new Error(unreadableText(message)));
    else if (message.t === 'nak') this.#settle(q, new Error(`${message.code}: ${message.detail}`));
    else if (open.lines.length > LINES_MAX) this.#settle(q, new Error('an answer without end'));
    else if (isLast(message)) this.#settle(q, open.lines);
  }

  /** The session has ended: open queries fail. */
  lost(why: string): void {
    for (const q of [...this.#open.keys()]) this.#settle(q, new Error(why));
  }

  #settle(q: string, lines: Answered | Error): void {
    const open = this.#open.get(q);
    this.#open.delete(q);
    open?.settle(lines);
  }
}

const questionOf = (message: FromEa): string | undefined => ('q' in message ? message.q : undefined);

function isLast(message: FromEa): boolean {
  switch (message.t) {
    case 'found':
    case 'history.end':
    case 'calendar.end':
    case 'symbol':
    case 'snapshot.end':
      return true;
    case 'bars':
      return !message.more;
    default:
      return false;
  }
}

/** The lines of one type among an answer. */
export const linesOf = <T extends FromEa['t']>(lines: Answered, t: T): readonly LineOf<T>[] =>
  lines.filter((line): line is LineOf<T> => line.t === t);
