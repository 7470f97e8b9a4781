import type { Position, TradingState } from '#shared/domain';
import type { Report } from './report.ts';

/** Letters of a whole client order id. */
const ID_LENGTH = 16;

/** One look at both books. `ms`: how much of the time since the last look counts, because the cockpit could see and act. */
export type LedgerLook = {
  readonly ms: number;
  readonly broker: readonly Position[];
  readonly ledger: readonly Position[];
  /** Client ids of orders that nobody has an answer for yet, and symbols they are about: their positions are looked for elsewhere. */
  readonly inDoubt: ReadonlySet<string>;
  readonly symbolsInDoubt: ReadonlySet<string>;
  /** Tickets that the cockpit shows as a difference. */
  readonly shown: ReadonlySet<string>;
  readonly trading: TradingState;
};

/**
 * I14: a position that only the broker has, that only the ledger has, or that both have with another side, volume or stop.
 * Within one reconciliation period the ledger follows, or the difference is shown and nothing is opened.
 */
export class LedgerWitness {
  readonly #report: Report;
  readonly #periodMs: number;
  readonly #since = new Map<string, number>();

  constructor(report: Report, periodMs: number) {
    this.#report = report;
    this.#periodMs = periodMs;
  }

  look(look: LedgerLook): void {
    const differences = differencesOf(look);
    // What differs now in another way is another difference: the ledger has followed, and the broker has gone on.
    const standing = new Set(differences.values());
    for (const text of this.#since.keys()) if (!standing.has(text)) this.#since.delete(text);
    for (const [ticket, text] of differences) {
      // A period counts from its beginning once the cockpit can see again.
      const isHandled = look.ms === 0 || (look.shown.has(ticket) && look.trading !== 'active');
      const ms = isHandled ? 0 : (this.#since.get(text) ?? 0) + look.ms;
      this.#since.set(text, ms);
      if (ms > this.#periodMs)
        this.#report(
          'I14',
          `${text}: neither settled nor shown with trading reduced after ${Math.round(ms)} ms (${look.trading})`,
        );
    }
  }

  /**
   * The engine has taken a look in: what its ledger holds and the look does not show is on the screen, and nothing is opened.
   * `atMs`: when the look was taken; what was opened since is not in it.
   */
  took(
    atMs: number,
    seen: readonly Position[],
    { ledger, shown, trading }: Pick<LedgerLook, 'ledger' | 'shown' | 'trading'>,
  ): void {
    const there = new Set(seen.map(({ ticket }) => ticket));
    for (const { ticket, openedAt } of ledger)
      if (openedAt < atMs && !there.has(ticket) && (!shown.has(ticket) || trading === 'active'))
        this.#report('I14', `Position ${ticket} was not in the look of ${atMs}, and trading is ${trading} without a difference`);
  }

  /** A new process begins to look from nothing. */
  died(): void {
    this.#since.clear();
  }
}

function differencesOf({ broker, ledger, inDoubt, symbolsInDoubt }: LedgerLook): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const own = new Map(ledger.map((held) => [held.ticket, held]));
  for (const there of broker) {
    const ours = own.get(there.ticket);
    own.delete(there.ticket);
    // A comment that the broker cut or replaced names no order: then it may be any in doubt of its symbol.
    const id = there.clientOrderId;
    const isCut = id === null || id.length < ID_LENGTH;
    const isInDoubt = (id !== null && inDoubt.has(id)) || (isCut && symbolsInDoubt.has(there.symbol));
    if (ours === undefined) {
      if (!isInDoubt) found.set(there.ticket, `Position ${there.ticket} is at the broker and not in the ledger`);
    } else if (sketch(ours) !== sketch(there))
      found.set(there.ticket, `Position ${there.ticket} is ${sketch(there)} at the broker and ${sketch(ours)} in the ledger`);
  }
  for (const ticket of own.keys()) found.set(ticket, `Position ${ticket} is in the ledger and not at the broker`);
  return found;
}

const sketch = ({ direction, volume, stopLoss }: Position): string => `${direction} ${volume} stop ${stopLoss ?? 'none'}`;
