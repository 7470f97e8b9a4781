import type { HeldCalendar } from '../adapters/calendar/index.ts';
import type { Bar, Quote } from '#shared/domain';
import type { Config } from '#shared/config';
import type { PaperSymbol } from '../paper-broker/index.ts';
import type { Journal, Log } from '#ports';
import type { OddsTerms } from './odds/index.ts';
import type { Intrabar } from './inside-bar.ts';
import type { ReplayRate } from './rates.ts';
import type { Approvals } from './trader-model.ts';
import type { Spike } from './spikes.ts';
import type { PlayedGap, Rearm } from './replay-player.ts';

export type ReplayRequest = {
  readonly file: string;
  readonly symbol: string;
  readonly prices:
    { readonly kind: 'bars'; readonly bars: readonly Bar[] } | { readonly kind: 'ticks'; readonly ticks: readonly Quote[] };
  /** Bars from before the first price: they warm the detector up. */
  readonly history: readonly Bar[];
  readonly specs: readonly PaperSymbol[];
  readonly config: Config;
  /** Where the run is recorded. The same input gives the same records, whatever it is. */
  readonly journal: Journal;
  readonly log: Log;
  readonly rearm: Rearm;
  /** Absent: pessimistic. */
  readonly intrabar?: Intrabar;
  /** Pairs that turn the symbol's currencies into the account's; absent: none is needed. */
  readonly rates?: readonly ReplayRate[];
  /** Absent: every card is approved at once. */
  readonly approvals?: Approvals;
  /** News of the past; absent: no news rule can be held to anything. */
  readonly calendar?: HeldCalendar;
  /** How other paths of the same days and trades are drawn; absent: as usual. */
  readonly odds?: OddsTerms;
  readonly onProgress?: (share: number) => void;
};

/** What the prices are worth. Times UTC ms. */
export type DataQuality = {
  readonly gaps: number;
  /** Minutes without prices while the market was open, holes apart. */
  readonly missingMinutes: number;
  readonly holes: readonly PlayedGap[];
  /** True: no bar or tick has a spread. */
  readonly isWithoutSpread: boolean;
  /** Prices that stand alone. */
  readonly spikes: readonly Spike[];
  /** The most digits after the point that a price has. */
  readonly decimals: number;
};
