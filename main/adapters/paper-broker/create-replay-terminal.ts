import type { Bar } from '#shared/domain';
import type { Clock } from '#ports';
import { PaperAccount, recordedSource, type Faults, type PaperSymbol } from '../../paper-broker/index.ts';
import { accountSettings, type PaperConfig } from './account-settings.ts';
import { BarBook } from './bar-book.ts';
import { Books } from './books.ts';
import { memoryStore } from './paper-store.ts';
import { PaperTerminal } from './paper-terminal.ts';
import { PaperWire } from './paper-wire.ts';

export type ReplayTerminalOptions = {
  readonly config: PaperConfig;
  /** The replay's virtual clock: its host moves it to a price's time, then feeds the price. */
  readonly clock: Clock;
  readonly file: { readonly name: string; readonly kind: 'bars' | 'ticks' };
  readonly symbols: readonly string[];
  /** Specifications of symbols beyond our own. */
  readonly specs?: readonly PaperSymbol[];
  /** Bars from before the replay's first price. */
  readonly history?: readonly Bar[];
  readonly faults?: Faults;
};

/**
 * The paper terminal in virtual time: nothing is saved, `send` acts within the call, and prices come through `feedTick`.
 * A replay of bars feeds the ticks of `ticksOfBar` and then the bar itself with `feedBar`; a replay of ticks lets them
 * make the bars and calls `feedTime` when a minute ends.
 */
export function createReplayTerminal(options: ReplayTerminalOptions): PaperTerminal {
  const { config, clock, file, symbols, specs = [], history = [], faults } = options;
  const settings = accountSettings(config, symbols, specs, null);
  const bars = new BarBook(file.kind === 'ticks' ? settings.symbols : [], 0);
  bars.restore(history);
  const account = new PaperAccount(settings, null, faults);
  const wire = new PaperWire(clock, null);
  const source = recordedSource(file.name, file.kind);
  return new PaperTerminal({
    account,
    bars,
    books: new Books(memoryStore(), () => undefined),
    wire,
    clock,
    source,
    symbols,
    market: null,
  });
}
