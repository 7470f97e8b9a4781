import { lateMoney, unsettledTrades } from '#engine';
import type { EngineLoop } from './engine-loop.ts';
import type { RuntimeOptions } from './options.ts';

/** The deals of closed trades are read again this often, and at every start. */
const EVERY_MS = 1_800_000;
const DEALS_MAX = 2_000;

/** Looks after money that is posted to trades after their close. A terminal that cannot be read is asked the next time. */
export class LateMoneyWatch {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  #cancel: (() => void) | null = null;
  /** Looks whose deals have not come yet. */
  inFlight = 0;

  constructor(loop: EngineLoop, options: RuntimeOptions) {
    this.#loop = loop;
    this.#options = options;
  }

  start(): void {
    this.#look();
    this.#cancel = this.#options.clock.after(EVERY_MS, () => {
      this.start();
    });
  }

  stop(): void {
    this.#cancel?.();
  }

  #look(): void {
    const { terminal, clock, log } = this.#options;
    const trades = unsettledTrades(this.#loop.engine.cockpit, clock.nowMs());
    if (trades.length === 0 || terminal.link().state === 'down') return;
    const tickets = new Set(trades.map(({ ticket }) => ticket));
    const since = Math.min(...trades.map(({ openedAt }) => openedAt)) - 1;
    this.inFlight += 1;
    terminal
      .deals(since)
      .then(
        (deals) => {
          const own = deals.filter(({ position }) => tickets.has(position));
          const due = lateMoney(this.#loop.engine.cockpit, own, clock.nowMs());
          if (due.length === 0) return;
          const changed = new Set(due.flatMap((one) => (one.type === 'trade.corrected' ? [one.payload.ticket] : [])));
          this.#post(own.filter(({ position }) => changed.has(position)).slice(0, DEALS_MAX));
        },
        (error: unknown) => {
          log.write('warn', 'The deals of closed trades could not be read', { error: String(error) });
        },
      )
      .finally(() => {
        this.inFlight -= 1;
      });
  }

  #post(deals: Awaited<ReturnType<RuntimeOptions['terminal']['deals']>>): void {
    this.#loop.post('low', {
      actor: 'terminal',
      correlationId: this.#options.run,
      causationId: null,
      make: () => ({ type: 'terminal.settled', payload: { deals: [...deals] } }),
    });
  }
}
