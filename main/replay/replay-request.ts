import type { ReadAs } from '../adapters/history/index.ts';
import type { HeldCalendar } from '../adapters/calendar/index.ts';
import type { Bar, Quote } from '#shared/domain';
import type { Config } from '#shared/config';
import type { PaperSymbol } from '../paper-broker/index.ts';
import type { Journal, Log } from '#ports';
import type { OddsTerms } from './odds/index.ts';
import type { Intrabar } from './inside-bar.ts';
import type { ReplayRate } from './rates.ts';
import type { Series } from './merged.ts';
import type { Approvals } from './trader-model.ts';
import type { Spike } from './spikes.ts';
import type { PlayedGap, Rearm } from './replay-player.ts';

/** What one file gave. Times UTC ms. */
export type PlayedFile = ReadAs & {
  readonly file: string;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly skipped: number;
};

/** A symbol's prices with the files that they are from, in the order of their times; absent: from none. */
export type PlayedSeries<T> = Series<T> & { readonly files?: readonly PlayedFile[] };

export type ReplayRequest = {
  /** What is replayed, for the reader. */
  readonly file: string;
  /** Of one or more symbols, in one account; in the order of their names, which is that of prices at one moment. */
  readonly prices:
    | { readonly kind: 'bars'; readonly series: readonly PlayedSeries<Bar>[] }
    | { readonly kind: 'ticks'; readonly series: readonly PlayedSeries<Quote>[] };
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
  readonly holes: readonly (Omit<PlayedGap, 'symbol'> & { readonly symbol?: string })[];
  /** True: no bar or tick has a spread. */
  readonly isWithoutSpread: boolean;
  /** Prices that stand alone. */
  readonly spikes: readonly (Spike & { readonly symbol?: string })[];
  /** The most digits after the point that a price has. */
  readonly decimals: number;
  /** What the files let guess of themselves that nothing was made of; absent: nothing. */
  readonly hints?: readonly string[];
  /** Each symbol's own, where there are several. */
  readonly symbols?: readonly SymbolQuality[];
};

/** What the prices of one of several symbols are worth. Times UTC ms. */
export type SymbolQuality = Omit<DataQuality, 'symbols'> & {
  readonly symbol: string;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly files: readonly PlayedFile[];
};
