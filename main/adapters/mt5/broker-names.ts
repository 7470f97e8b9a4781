import type { SymbolName, TerminalNaming } from '#ports';
import type { Side } from '#shared/domain';
import { entryRefusal } from '#shared/instruments';
import { messageOf } from '#shared/lib';
import type { Mt5Options } from './mt5-options.ts';
import type { TerminalMirror } from './terminal-mirror.ts';

/** `lookAgain` asks the Expert Advisor for the watched symbols once more. */
type Session = { readonly isConnected: () => boolean; readonly lookAgain: () => Promise<void> };

/** What our symbols are called at this broker, how sure that is, and the trader's own word on it. */
export class BrokerNames implements TerminalNaming {
  readonly #mirror: TerminalMirror;
  readonly #options: Pick<Mt5Options, 'symbols' | 'names' | 'confirmed'>;
  readonly #session: Session;

  constructor(mirror: TerminalMirror, options: Pick<Mt5Options, 'symbols' | 'names' | 'confirmed'>, session: Session) {
    this.#mirror = mirror;
    this.#options = options;
    this.#session = session;
  }

  get names(): readonly SymbolName[] {
    return this.#mirror.mappings.map(({ symbol, mapping }) =>
      mapping.kind === 'none'
        ? { symbol, broker: null, how: mapping.kind, candidates: mapping.candidates }
        : { symbol, broker: mapping.broker, how: mapping.kind, candidates: [] },
    );
  }

  /** Why nothing is opened in a symbol; null when its name is sure and the broker lets it be traded on this side. */
  unsure(symbol: string, side: Side): string | null {
    const mapping = this.#mirror.mappings.find((one) => one.symbol === symbol)?.mapping;
    if (mapping?.kind === 'guessed')
      return `${symbol} seems to be ${mapping.broker} at this broker, which nobody has confirmed: confirm it in Settings. Nothing was sent`;
    const spec = this.#mirror.spec(symbol);
    return spec === null ? null : entryRefusal(spec, side);
  }

  /** From now on the symbol is looked at and traded under that name. What is in the way of it; null when it is kept. */
  async confirm(symbol: string, broker: string): Promise<string | null> {
    const server = this.#session.isConnected() ? this.#mirror.hello?.server : undefined;
    if (server === undefined) return 'MetaTrader is not connected: there is no broker to ask for its names';
    if (!this.#options.symbols.includes(symbol)) return `${symbol} is not watched: add it to mt5.watch first`;
    if (this.#options.names[symbol] !== undefined) return `mt5.symbols names ${symbol} already: change it there`;
    if (!this.#mirror.hasName(broker)) return `The broker has no symbol ${broker}`;
    try {
      this.#options.confirmed.confirm(server, symbol, broker);
    } catch (error) {
      return `It could not be kept: ${messageOf(error)}`;
    }
    await this.#session.lookAgain();
    return null;
  }
}
