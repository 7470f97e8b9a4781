import type { Account, Deal } from '#shared/domain';
import type { Clock } from '#ports';
import type { BarRange, PaperAccount } from '../../paper-broker/index.ts';

/** What a replay asks of the paper broker besides prices. `dealt` writes and tells the deals that this causes. */
export class ReplayFeed {
  readonly #account: PaperAccount;
  readonly #clock: Clock;
  readonly #dealt: (deals: readonly Deal[]) => void;

  constructor(account: PaperAccount, clock: Clock, dealt: (deals: readonly Deal[]) => void) {
    this.#account = account;
    this.#clock = clock;
    this.#dealt = dealt;
  }

  /** What the account knows about bars whose inside nobody knows. */
  get insideBar(): Pick<
    PaperAccount['insideBar'],
    'begin' | 'last' | 'forHeldOnly' | 'forWorthOnly' | 'equityAt' | 'turningBids'
  > {
    return this.#account.insideBar;
  }

  /** Balance, and equity at the newest prices; account currency. */
  money(): Pick<Account, 'balance' | 'equity'> {
    return this.#account.insideBar.money();
  }

  /** Nothing is held, and no order waits. */
  get isFlat(): boolean {
    return this.#account.insideBar.isFlat;
  }

  /** Closes what a bar's extremes stopped. Returns the tickets whose target lay in the bar too. */
  judgeBar(range: BarRange): readonly string[] {
    const { deals, contested } = this.#account.insideBar.extremes(range);
    if (deals.length > 0) this.#dealt(deals);
    return contested;
  }

  /** After the bar's last price: what is known of its orders only then. */
  endBar(range: BarRange): void {
    const deals = this.#account.insideBar.end(range);
    if (deals.length > 0) this.#dealt(deals);
  }

  /** A symbol's data end here, or stop for long: what is held in it is closed at the last price. Returns the tickets. */
  leaveData(symbol: string): readonly string[] {
    const deals = this.#account.insideBar.leave(symbol, this.#clock.nowMs());
    if (deals.length > 0) this.#dealt(deals);
    return deals.map(({ position }) => position);
  }
}
