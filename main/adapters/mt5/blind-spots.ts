import type { FromEa, LineOf } from '#shared/bridge';
import type { Clock } from '#ports';
import { BackOff } from './back-off.ts';

type What = LineOf<'unreadable'>['what'];
type Spot = { readonly error: number; readonly since: number };

const NAMES: Readonly<Record<What, string>> = {
  calendar: 'its economic calendar',
  history: 'its history of deals',
  operations: 'its deposits and withdrawals',
  symbols: 'the list of its symbols',
  bars: 'candles',
};
/** Without these the limits of the account cannot be kept: entries wait. The calendar and candles have rules of their own. */
const NEEDED: readonly What[] = ['operations', 'history', 'symbols'];
/** The answer that proves that it can be read again. */
const PROOF: Readonly<Partial<Record<FromEa['t'], What>>> = {
  'history.end': 'history',
  'calendar.end': 'calendar',
  names: 'symbols',
};
/** Runtime errors of MQL5 with a cause that a person can remove. */
const CAUSES: Readonly<Record<number, string>> = {
  4401: 'MetaTrader is still loading it',
  4403: 'MetaTrader waited too long for the broker',
  5401: 'MetaTrader waited too long for the calendar server',
};

/** What went wrong in words: the thing, MQL5's error number, and its cause where it is known. */
export const unreadableText = ({ what, error }: Pick<LineOf<'unreadable'>, 'what' | 'error'>): string =>
  `MetaTrader cannot read ${NAMES[what]} (error ${error}${CAUSES[error] === undefined ? '' : `: ${CAUSES[error]}`})`;

/** What the terminal cannot read at present. Blindness is a fact of its own: never an empty list, and never forgotten. */
export class BlindSpots {
  readonly #clock: Clock;
  readonly #spots = new Map<What, Spot>();
  #backOff = new BackOff();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new session sees with new eyes. */
  begin(): void {
    this.#spots.clear();
  }

  /** Takes one line in. Words for the log when something went blind, or can be read again. */
  take(message: FromEa): string | null {
    if (message.t === 'unreadable' && message.error !== 0) {
      const { what, error } = message;
      if (what === 'history' && !this.#spots.has(what)) this.#backOff = new BackOff();
      const isNews = this.#spots.get(what)?.error !== error;
      this.#spots.set(what, { error, since: this.#spots.get(what)?.since ?? Math.floor(this.#clock.nowMs()) });
      return isNews ? unreadableText(message) : null;
    }
    const what =
      message.t === 'unreadable' ? message.what : message.t === 'bars' && message.rows.length > 0 ? 'bars' : PROOF[message.t];
    return what !== undefined && this.#spots.delete(what) ? `MetaTrader can read ${NAMES[what]} again` : null;
  }

  /** A heartbeat came. True when a history that could not be read is to be tried again. */
  isDue(): boolean {
    return this.#spots.has('history') && this.#backOff.isDue();
  }

  /** What entries have to wait for, with its remedy; null: nothing. */
  get problem(): string | null {
    const what = NEEDED.find((one) => this.#spots.has(one));
    const spot = what === undefined ? undefined : this.#spots.get(what);
    if (what === undefined || spot === undefined) return null;
    const since = new Date(spot.since).toISOString().slice(11, 19);
    return `${unreadableText({ what, error: spot.error })} since ${since} UTC; it is tried again by itself, restart MetaTrader if it stays`;
  }
}
