import type { ClockStanding } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { AgentLines } from './agent-lines.ts';
import { CalendarWatch } from './calendar-watch.ts';
import { ClockWatch } from './clock-watch.ts';
import { ControllerWatch } from './controller-watch.ts';
import type { DealsThen } from './facts.ts';
import { DayWatch } from './day-watch.ts';
import type { EngineLoop } from './engine-loop.ts';
import { LateMoneyWatch } from './late-money-watch.ts';
import type { Meters } from './meters.ts';
import type { RuntimeOptions } from './options.ts';

type Parts = {
  readonly loop: EngineLoop;
  readonly options: RuntimeOptions;
  readonly meters: Meters;
  readonly lines: AgentLines;
  /** Looks at clock, account and alarms now, with the deals that were read. */
  beat(read: DealsThen): void;
  /** Looks at the terminal now. */
  look(): void;
  /** Reads the candles that the detector has not seen. */
  candles(): Promise<void>;
};

/** Everything that looks on by itself beside the terminal: clocks, the firm's day, calendar, late money, the controller. */
export class Watches {
  readonly #options: RuntimeOptions;
  readonly #loop: EngineLoop;
  readonly #calendar: CalendarWatch;
  readonly #clock: ClockWatch;
  readonly #controller: ControllerWatch;
  readonly #day: DayWatch;
  readonly #lateMoney: LateMoneyWatch;
  #unsubscribe: (() => void) | null = null;
  /** How the clock stood when this life began; nothing, when nothing was in doubt. */
  doubt: { readonly clock?: ClockStanding } = {};

  constructor({ loop, options, meters, lines, beat, look, candles }: Parts) {
    this.#options = options;
    this.#loop = loop;
    this.#day = new DayWatch(options, beat);
    this.#calendar = new CalendarWatch(loop, options, lines.to('calendar'));
    this.#lateMoney = new LateMoneyWatch(loop, options);
    this.#controller = new ControllerWatch(loop, meters);
    this.#clock = new ClockWatch({
      loop,
      options,
      beat: () => {
        beat(null);
      },
      look,
      catchUp: () => {
        void this.#day.started(loop.engine.cockpit);
        void candles();
      },
    });
  }

  /** Reads and looks that have not ended. */
  get inFlight(): number {
    return this.#lateMoney.inFlight + this.#day.inFlight;
  }

  /** The past was folded: how the clock stands against it is judged. The clocks are looked at with each link. */
  begin(): void {
    this.#unsubscribe = this.#options.terminal.onNews((news) => {
      if (news.kind === 'link' && news.link === 'up') this.#clock.pulse();
    });
    const clock = this.#clock.begin();
    this.doubt = clock === null ? {} : { clock };
  }

  /** A firm's day is 25 hours at most: its midnight may have passed while the cockpit was not running to note the balance. */
  async day(cockpit: ReadonlyCockpit): Promise<void> {
    // No day begins before the trade server was heard, where there is one.
    this.#clock.pulse();
    await this.#day.started(cockpit);
  }

  start(): void {
    this.#calendar.start();
    this.#lateMoney.start();
  }

  /** Looks at the clocks. True: the next look at the account comes by itself, with what happened meanwhile. */
  clocks(): boolean {
    return this.#clock.pulse();
  }

  /** The PC woke: clocks, what was missed, and the terminal. */
  woke(): void {
    this.#clock.woke();
  }

  pulse(): void {
    const { clock, run } = this.#options;
    this.#day.pulse(this.#loop.engine.cockpit);
    this.#controller.pulse(clock.nowMs(), run);
  }

  heard(batch: readonly JournalRecord[]): void {
    if (batch.some(({ type }) => type === 'day.anchored')) this.#day.anchored(this.#loop.engine.cockpit);
  }

  trustClock(): void {
    this.#clock.confirmed();
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#calendar.stop();
    this.#lateMoney.stop();
  }
}
