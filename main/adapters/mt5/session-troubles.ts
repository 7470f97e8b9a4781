import type { FromEa } from '#shared/bridge';
import type { Clock, Log } from '#ports';
import { BlindSpots } from './blind-spots.ts';
import { OddValues } from './odd-values.ts';

/** What is amiss within a session: what cannot be read, what was odd, a second chart. Told in the log, and each a fact of its own. */
export class SessionTroubles {
  readonly #log: Log;
  readonly #odd = new OddValues();
  readonly #blind: BlindSpots;
  #hasSecond = false;
  /** Names have come that nobody had: the symbols are looked for once more. */
  #areNamesNew = false;

  constructor(clock: Clock, log: Log) {
    this.#log = log;
    this.#blind = new BlindSpots(clock);
  }

  begin(): void {
    this.#blind.begin();
  }

  /** What cannot be read at present and entries have to wait for; null: nothing. */
  get problem(): string | null {
    return this.#blind.problem;
  }

  /** Takes an odd value in; what it makes of the answer that it was. */
  odd(what: string): string {
    const words = this.#odd.note(what);
    if (words !== null) this.#log.write('warn', words);
    return `malformed: its answer does not hold (${what})`;
  }

  /** Takes one line in. True: the symbols are to be looked for again, now that all names have come. */
  take(message: FromEa, isUp: boolean): boolean {
    const words = this.#blind.take(message);
    if (words !== null) this.#log.write('warn', words);
    if (words !== null && message.t === 'names') this.#areNamesNew ||= isUp;
    if (message.t === 'hb') this.#second(message.aside ?? false);
    const isDue = message.t === 'snapshot.begin' && this.#areNamesNew;
    if (isDue) this.#areNamesNew = false;
    return isDue;
  }

  /** A heartbeat came. True: the history is to be tried again; its answer is what clears the blindness, or keeps it. */
  isHistoryDue(): boolean {
    return this.#blind.isDue();
  }

  #second(isThere: boolean): void {
    if (isThere && !this.#hasSecond)
      this.#log.write('warn', 'A second MikrobotBridge stands aside in MetaTrader: take it off one of the two charts');
    this.#hasSecond = isThere;
  }
}
