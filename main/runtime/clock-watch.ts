import type { ClockStanding } from '#shared/domain';
import type { Payload } from '#shared/events';
import type { ClockChange } from '#ports';
import { clockWords } from '#engine';
import type { EngineLoop } from './engine-loop.ts';
import type { RuntimeOptions } from './options.ts';
import { serverWord, type ServerWord } from './server-word.ts';

/** A pulse that comes so much late was a pause of the whole machine. */
const PAUSE_MS = 30_000;

/** A server's offset is learned again so often: the less time lies between, the less its summer time can have changed it. */
const LEARN_AGAIN_MS = 6 * 3_600_000;
/** A server's clock and ours agree. */
const AGREES_MS = 5_000;

type Parts = {
  readonly loop: EngineLoop;
  readonly options: RuntimeOptions;
  /** Looks at clock, account and alarms now. */
  beat(): void;
  /** Looks at the terminal now. */
  look(): void;
  /** Time is known again: what happened meanwhile is read, and clock, account and alarms are looked at with it. */
  catchUp(): void;
};

/** Brings before the engine how the clocks stand: every step, also one that is over again, and every pause of the machine. */
export class ClockWatch {
  readonly #parts: Parts;
  #pulsedAt: number | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A life begins after its past was folded: how its clock stands against that past. Null: nothing is in doubt. */
  begin(): ClockStanding | null {
    const { keeper } = this.#parts.options.clock;
    const { trustedAt, lastAt } = this.#parts.loop.engine.cockpit;
    const known = trustedAt === 0 ? lastAt : trustedAt;
    keeper?.begin(known === 0 ? null : known);
    this.#hear();
    const standing = keeper?.standing();
    if (standing === undefined || standing.trusted) return null;
    this.#warn(standing);
    return standing;
  }

  /** Looks at the clocks. True: what happened meanwhile is being read, and the next look at the account comes with it. */
  pulse(): boolean {
    const { options } = this.#parts;
    const { keeper } = options.clock;
    if (keeper === undefined) return false;
    const passed = keeper.passedMs();
    const heard = this.#hear();
    let isCatchingUp = this.#tellChanges(keeper.changes());
    const standing = keeper.standing();
    if (heard !== null && standing.trusted) this.#learn(heard, standing);
    const gap = this.#pulsedAt === null ? 0 : passed - this.#pulsedAt;
    this.#pulsedAt = passed;
    if (gap > PAUSE_MS + options.pulseMs) {
      this.#paused(standing, gap);
      isCatchingUp = true;
    }
    return isCatchingUp;
  }

  /** The PC says that it woke, however short its sleep was. */
  woke(): void {
    if (this.pulse()) return;
    this.#parts.catchUp();
    this.#parts.look();
  }

  /** The trader vouched for the PC's clock. */
  confirmed(): void {
    const { keeper } = this.#parts.options.clock;
    keeper?.confirm();
    this.#tellChanges(keeper?.changes() ?? []);
  }

  /** Holds the PC's clock against the trade server's, where one is heard. */
  #hear(): { readonly server: string; readonly word: ServerWord } | null {
    const { loop, options } = this.#parts;
    const { clock, terminal } = options;
    const reading = terminal.link().state === 'down' ? null : (terminal.serverClock?.() ?? null);
    const here = { wallMs: clock.wallMs(), monoMs: clock.monoMs(), nowMs: clock.nowMs() };
    const word = reading === null ? null : serverWord(reading, loop.engine.cockpit.clock.zone, here);
    clock.keeper?.heard(word);
    return reading === null || word === null ? null : { server: reading.server, word };
  }

  /** A server's offset is put on record as long as its clock agrees: later a wrong clock of the PC is told from another offset. */
  #learn({ server, word }: { readonly server: string; readonly word: ServerWord }, clock: ClockStanding): void {
    const { loop, options } = this.#parts;
    const { zone } = loop.engine.cockpit.clock;
    const { offsetMs } = word;
    const now = options.clock.nowMs();
    const isKnown = zone?.server === server && zone.offsetMs === offsetMs && Math.abs(now - zone.at) < LEARN_AGAIN_MS;
    const apartMs = word.utcMs + options.clock.monoMs() - word.monoMs - now;
    if (!isKnown && Math.abs(apartMs) <= AGREES_MS) this.#post({ clock, zone: { server, offsetMs } });
  }

  #tellChanges(changes: readonly ClockChange[]): boolean {
    for (const { movedMs, ...clock } of changes) {
      if (clock.trusted) this.#parts.options.log.write('warn', 'The clocks agree: entries are taken again');
      else this.#warn(clock);
      this.#post(movedMs === undefined ? { clock } : { clock, movedMs });
      // Each change by itself: an alarm is raised also for a step that is over again.
      if (clock.trusted) this.#parts.catchUp();
      else this.#parts.beat();
    }
    return changes.at(-1)?.trusted === true;
  }

  #paused(clock: ClockStanding, pausedMs: number): void {
    this.#parts.options.log.write('warn', 'The PC slept or stood still', { pausedMs: Math.round(pausedMs) });
    this.#post({ clock, pausedMs: Math.round(pausedMs) });
    this.#parts.catchUp();
    this.#parts.look();
  }

  #warn(clock: ClockStanding): void {
    this.#parts.options.log.write('warn', `${clockWords(clock)}: entries wait`, { clock });
  }

  #post(payload: Payload<'clock.observed'>): void {
    this.#parts.loop.post('high', {
      actor: 'clock',
      correlationId: this.#parts.options.run,
      causationId: null,
      make: () => ({ type: 'clock.observed', payload }),
    });
  }
}
