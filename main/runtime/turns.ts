import { isOfCandles, type Input, type JournalRecord } from '#shared/events';
import {
  createEngine,
  decide,
  effectsOf,
  fold,
  foldBar,
  NO_OBSERVER,
  type CallObserver,
  type Effect,
  type Engine,
  type Verdict,
} from '#engine';
import type { Clock } from '#ports';
import { HeldCandles } from './held-candles.ts';
import type { Mail } from './mailbox.ts';
import type { Meters } from './meters.ts';
import type { Outbox } from './outbox.ts';
import { timingObserver } from './timing-observer.ts';
import { FACTS, PUTS_TIME_RIGHT, recordsOf } from './turn-records.ts';

/** A verdict with the number and the time that its first record gets. */
type Decided = { readonly verdict: Verdict; readonly seq: number; readonly at: number };
type BarClosed = Extract<Input, { type: 'bar.closed' }>;

export type TurnOptions = {
  readonly clock: Clock;
  readonly run: string;
  readonly meters: Meters;
  readonly outbox: Outbox;
  append(records: readonly JournalRecord[]): void;
  perform(effect: Effect): void;
};

/** Takes one input after the other through the engine: decide, append, fold; what follows waits in the outbox for the commit. */
export class Turns {
  engine: Engine = createEngine();
  /** Records that were folded, but for candles: while it stands still, so does everything but market and time. */
  changes = 0;
  readonly #options: TurnOptions;
  readonly #held = new HeldCandles();
  readonly #watch: CallObserver;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#watch = timingObserver(options.clock, options.meters);
  }

  /** The detector knows candles that are not on record yet. */
  get holdsCandles(): boolean {
    return !this.#held.isEmpty;
  }

  take(mail: Mail): void {
    const input = mail.make();
    const first = this.#decide(input, mail, this.#watch);
    this.#options.meters.routedTotal += 1;
    const hasDecided = first.verdict.decisions.length > 0;
    if (input.type === 'bar.closed' && !hasDecided && this.#isHeld(input)) {
      this.#answer(mail, first);
      return;
    }
    if (this.#held.isEmpty || !(hasDecided || FACTS.has(input.type))) {
      this.#record(input, mail, first);
      return;
    }
    // What is recorded was decided on all that is recorded before it: candles that are held go first.
    this.recordHeld();
    this.#record(input, mail, this.#decide(input, mail, NO_OBSERVER));
  }

  /** Candles that are held become records, each symbol's one. */
  recordHeld(): void {
    const { run: correlationId } = this.#options;
    for (const input of this.#held.take()) {
      const mail: Mail = { actor: 'terminal', correlationId, causationId: null, make: () => input };
      this.#record(input, mail, this.#decide(input, mail, NO_OBSERVER));
    }
  }

  /** A candle from which nothing follows is folded and held. One that completes a setup is recorded at once, with those before it. */
  #isHeld({ payload }: BarClosed): boolean {
    const { bar, spec } = payload;
    const { market } = this.engine;
    if (bar.time <= (market.get(bar.symbol)?.lastTime ?? -1) || !this.#held.add(payload)) return false;
    const { fresh } = foldBar(market, bar, spec);
    if (fresh.length > 0 || this.#held.isFull(bar.symbol)) this.recordHeld();
    return true;
  }

  #decide(input: Input, { actor, correlationId }: Mail, observer: CallObserver): Decided {
    const { clock, run } = this.#options;
    const { cockpit } = this.engine;
    const seq = cockpit.lastSeq + 1;
    // Time goes back only where a wrong one is put right: at a start, and where clocks that stand differently are recorded.
    const now = Math.floor(clock.nowMs());
    const at = PUTS_TIME_RIGHT.has(input.type) ? now : Math.max(now, cockpit.lastAt);
    return { verdict: decide(this.engine, { input, at, actor, correlationId, seq, run }, observer), seq, at };
  }

  #answer(mail: Mail, { verdict }: Decided, records: readonly JournalRecord[] = [], effects: readonly Effect[] = []): void {
    this.#options.outbox.add(records, effects, mail, { kind: 'done', answer: verdict.answer, seq: this.engine.cockpit.lastSeq });
  }

  #record(input: Input, mail: Mail, decided: Decided): void {
    const { verdict, seq, at } = decided;
    const { run, append, perform } = this.#options;
    const isKept = verdict.decisions.length > 0 || FACTS.has(input.type);
    const records = isKept ? recordsOf(input, verdict, mail, { seq, at, run }) : [];
    if (isKept) append(records);
    const effects: Effect[] = [];
    for (const record of records) {
      fold(this.engine, record);
      if (!isOfCandles(record.type)) this.changes += 1;
      for (const effect of effectsOf(this.engine, record)) {
        // A message stays inside the engine, so it need not wait for the disk: its turn shares this one's commit.
        if (effect.kind === 'deliver') perform(effect);
        else effects.push(effect);
      }
    }
    this.#answer(mail, decided, records, effects);
  }
}
