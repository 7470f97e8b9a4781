import { messageOf, canonicalJson } from '#shared/lib';
import type { CalendarCopy } from '#shared/projection';
import { agentAdmits } from '#engine';
import type { AgentLine } from './agent-line.ts';
import type { EngineLoop } from './engine-loop.ts';
import type { RuntimeOptions } from './options.ts';

/** A calendar that says the same is noted again after this long, so that its age on record is true to the hour. */
const NOTE_AGAIN_MS = 3_600_000;
/** What could not be read is tried again after so long, then after twice that, and so on; never later than it is read anyway. */
const AGAIN_MS = 5_000;
/** A source that has not given its calendar by then is faulty. */
const READ_MS = 10_000;

const withoutTime = ({ source, events, coversUntil = null, notes = [] }: CalendarCopy) => ({
  source,
  events,
  coversUntil,
  notes,
});

/** Reads the calendar now and again. What cannot be read leaves the last copy in use, with its age, and is a fault on record. */
export class CalendarWatch {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  readonly #line: AgentLine;
  #cancel: (() => void) | null = null;
  #unsubscribe: (() => void) | null = null;
  /** Times in a row. */
  #failed = 0;
  #isStopped = false;

  constructor(loop: EngineLoop, options: RuntimeOptions, line: AgentLine) {
    this.#loop = loop;
    this.#options = options;
    this.#line = line;
  }

  start(): void {
    // A terminal that has just come may bring its calendar with it.
    this.#unsubscribe = this.#options.terminal.onNews((news) => {
      if (news.kind === 'link' && news.link === 'up') void this.#look();
    });
    this.#again();
  }

  #again(): void {
    const { calendar, clock, config } = this.#options;
    if (calendar === null) return;
    this.#cancel?.();
    this.#cancel = clock.after(config.calendar.refreshMs, () => {
      this.#again();
    });
    void this.#look();
  }

  /** It could not be read: the next look is sooner than the ordinary one. */
  #sooner(): void {
    const { clock, config } = this.#options;
    this.#failed += 1;
    const pause = Math.min(config.calendar.refreshMs, AGAIN_MS * 2 ** Math.min(10, this.#failed - 1));
    this.#cancel?.();
    this.#cancel = clock.after(pause, () => {
      this.#again();
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#unsubscribe?.();
    this.#cancel?.();
  }

  async #look(): Promise<void> {
    const { calendar, clock, run } = this.#options;
    if (calendar === null || !agentAdmits(this.#loop.engine, 'calendar', 'read', clock.nowMs())) return;
    const post = (make: Parameters<EngineLoop['post']>[1]['make']): void => {
      this.#loop.post('low', { actor: 'engine', correlationId: run, causationId: null, make });
    };
    try {
      const reading = await this.#line.ask(READ_MS, () => calendar.read());
      if (reading === null) return;
      this.#failed = 0;
      const { source, coversUntil } = reading;
      const copy = { source, events: [...reading.events], coversUntil, notes: reading.notes.map((note) => note.slice(0, 300)) };
      const text = canonicalJson(copy);
      const isKnown = (before: CalendarCopy | null): before is CalendarCopy =>
        before !== null && canonicalJson(withoutTime(before)) === text;
      const { calendar: before, calendarFault } = this.#loop.engine.cockpit;
      if (isKnown(before) && calendarFault === null && clock.nowMs() - before.readAt < NOTE_AGAIN_MS) return;
      post(() => {
        const readAt = Math.floor(clock.nowMs());
        // Held against what is on record by then: another reading may have come before.
        const isSame = isKnown(this.#loop.engine.cockpit.calendar);
        return { type: 'calendar.read', payload: isSame ? { readAt, unchanged: true } : { readAt, ...copy } };
      });
    } catch (error) {
      if (!this.#isStopped) this.#sooner();
      const detail = messageOf(error).slice(0, 500);
      post(() => ({ type: 'fault.seen', payload: { agent: 'calendar', effect: 'read', kind: 'failed', detail } }));
    }
  }
}
