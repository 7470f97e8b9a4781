import type { Input } from '#shared/events';
import type { EngineLoop } from './engine-loop.ts';
import type { RuntimeOptions } from './options.ts';
import { tellCritical } from './tell-critical.ts';

/** How often a journal that failed is tried again, for as long as it can still be whole afterwards. */
const MEND_EVERY_MS = 1_000;

type Parts = {
  readonly loop: EngineLoop;
  readonly options: RuntimeOptions;
  /** Latches trading: in memory at once, durably once the journal writes again. */
  latch(): void;
  /** Looks at clock, account and alarms now. */
  beat(): void;
};

/** Handles a journal that cannot be written: alarm, halt latch, retry until it works. */
export class JournalCare {
  readonly #parts: Parts;
  #since = 0;
  #cancel: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  failed(error: Error): void {
    const { options, latch, beat } = this.#parts;
    const { clock, log } = options;
    log.write('error', 'Journal failed: trading is latched in memory', { error: error.stack ?? error.message });
    tellCritical(options, 'Journal cannot be written', error.message);
    this.#since = clock.monoMs();
    clock.soon(() => {
      latch();
      this.#tell('write_failed', error.message);
      beat();
    });
    this.#retry();
  }

  stop(): void {
    this.#cancel?.();
  }

  #retry(): void {
    const { loop, options } = this.#parts;
    this.#cancel = options.clock.after(MEND_EVERY_MS, () => {
      if (!loop.mend()) {
        if (loop.isOver) this.#giveUp();
        else this.#retry();
        return;
      }
      options.log.write('warn', 'The journal writes again; trading stays halted until it is resumed');
      const downMs = Math.round(options.clock.monoMs() - this.#since);
      this.#post({ type: 'journal.mended', payload: { downMs } });
      this.#parts.beat();
    });
  }

  /** Unrecoverable: the backlog overflowed. Reported once, not retried. */
  #giveUp(): void {
    const { loop, options, beat } = this.#parts;
    const why = `This run can no longer be journaled, even with free space: restart the cockpit. ${loop.fault ?? ''}`;
    options.log.write('error', 'The journal is given up for this run', { why });
    tellCritical(options, 'Restart the cockpit', why);
    this.#tell('lost', why);
    beat();
  }

  #tell(kind: 'write_failed' | 'lost', why: string): void {
    const detail = why.slice(0, 500);
    this.#post({ type: 'fault.seen', payload: { agent: 'journal', effect: 'write', kind, detail } });
  }

  #post(input: Input): void {
    this.#parts.loop.urgent({ actor: 'engine', correlationId: this.#parts.options.run, causationId: null, make: () => input });
  }
}
