import type { Payload } from '#shared/events';
import { balanceAt, floorsOf, nextPragueMidnight, paidSince, pragueMidnight, type Books, type Capital } from './firm-day.ts';
import type { Report } from './report.ts';

const CENT = 0.01;
/** So far a PC's clock may be off without anybody saying so. */
const CLOCK_MS = 2_500;
/** A PC that slept without counting it may begin a day before its clock is looked at, which is once a second. */
const CLOCK_LOOK_MS = 1_500;
/** What is due has been done after so long of seeing and thinking. */
const DONE_MS = 5_000;
/** A day that was anchored without its deals is put right once they can be read: within the minute. */
const LAX_MS = 65_000;
/** An open loss that midnight would turn into a breach is closed so long before it. */
const BEFORE_MIDNIGHT_MS = 120_000;

/** One look at broker and cockpit. `ms`: how much of the time since the last look counts, because the cockpit could see and act. */
export type DayLook = {
  readonly nowMs: number;
  readonly ms: number;
  readonly books: Books;
  /** Positions and working orders at the broker. */
  readonly open: number;
  /** The day that the cockpit measures from, and the money it measures it from, with what was paid in or out since; null: none yet. */
  readonly day: { readonly anchorAt: number; readonly from: number } | null;
  /** Everything is being closed, or was tried as often as a stop tries. */
  readonly isClosing: boolean;
};

/** I5, the firm's day: its midnight by true time, its floors from the broker's books, and everything closed before they are met, not sooner. */
export class DayWitness {
  readonly #report: Report;
  readonly #capital: Capital;
  #wrongDayMs = 0;
  #laxMs = 0;
  #pastStopMs = 0;
  /** A day that is not the firm's, by its text, and how long it has been in use. */
  #foreign: { readonly text: string; ms: number } | null = null;

  constructor(report: Report, capital: Capital) {
    this.#report = report;
    this.#capital = capital;
  }

  /** The engine anchored a day: its bounds are the firm's, or it is put right by the next look at the clock. */
  anchored({ anchorAt, resetsAt }: Payload<'day.anchored'>, nowMs: number): void {
    const isDay = [-CLOCK_MS, 0, CLOCK_MS].some((off) => pragueMidnight(nowMs + off) === anchorAt);
    const text = `A day from ${utc(anchorAt)} to ${utc(resetsAt)} was anchored at ${utc(nowMs)}, which is not the firm's`;
    if (resetsAt !== nextPragueMidnight(anchorAt)) this.#report('I5', text);
    this.#foreign = isDay ? null : { text, ms: 0 };
  }

  /** The engine closes everything by itself, which it does for a floor and for nothing else. */
  closesAll(books: Books, nowMs: number): void {
    const { day, total, tomorrow, gap } = floorsOf(books, nowMs, this.#capital);
    const left = books.equity - Math.max(day, total);
    const isBefore = nextPragueMidnight(nowMs) - nowMs <= BEFORE_MIDNIGHT_MS + CLOCK_MS && books.equity < tomorrow + CENT;
    if (left > gap + CENT && !isBefore)
      this.#report('I5', `Everything was closed with ${left.toFixed(2)} above the floor, ${gap.toFixed(2)} are kept free`);
  }

  look({ nowMs, ms, books, open, day: inUse, isClosing }: DayLook): void {
    const midnight = pragueMidnight(nowMs);
    if (this.#foreign !== null) this.#foreign.ms += ms;
    if (this.#foreign !== null && this.#foreign.ms > CLOCK_LOOK_MS) {
      this.#report('I5', this.#foreign.text);
      this.#foreign = null;
    }
    this.#wrongDayMs = ms === 0 || inUse === null || inUse.anchorAt === midnight ? 0 : this.#wrongDayMs + ms;
    if (this.#wrongDayMs > DONE_MS)
      this.#report('I5', `At ${utc(nowMs)} the day in use began at ${utc(inUse?.anchorAt ?? 0)}, the firm's at ${utc(midnight)}`);
    const firms = balanceAt(books, midnight) + paidSince(books, midnight);
    const isLax = inUse !== null && inUse.anchorAt === midnight && inUse.from < firms - CENT;
    this.#laxMs = isLax ? this.#laxMs + ms : 0;
    if (this.#laxMs > LAX_MS)
      this.#report('I5', `The day is measured from ${inUse?.from.toFixed(2) ?? ''}, by the firm from ${firms.toFixed(2)}`);
    const { day, total, gap } = floorsOf(books, nowMs, this.#capital);
    const left = books.equity - Math.max(day, total);
    this.#pastStopMs = ms > 0 && open > 0 && !isClosing && left < gap - CENT ? this.#pastStopMs + ms : 0;
    if (this.#pastStopMs > DONE_MS)
      this.#report(
        'I5',
        `${left.toFixed(2)} is left above the floor for ${DONE_MS / 1_000} s, and ${open} are open and not being closed`,
      );
  }
}

const utc = (at: number): string => new Date(at).toISOString();
