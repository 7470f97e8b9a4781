import { rowOf } from './codes.ts';

/**
 * What keeps entries out, and what ends that: the trader by re-arming, the firm's next reset, a rulebook of the account's
 * size, a terminal whose numbers are sound again, clocks that agree again, or a first look at the terminal.
 */
export const BLOCKS = {
  day_lock: { endsBy: 'reset' },
  account_size: { endsBy: 'rulebook' },
  unsound_numbers: { endsBy: 'terminal' },
  clock_unconfirmed: { endsBy: 'clock' },
  after_pause: { endsBy: 'look' },
  losing_streak: { endsBy: 'trader' },
  repeated_entries: { endsBy: 'trader' },
} as const satisfies Readonly<Record<string, { readonly endsBy: BlockEnd }>>;
export type BlockEnd = 'trader' | 'reset' | 'rulebook' | 'terminal' | 'clock' | 'look';
export type BlockKind = keyof typeof BLOCKS;

/** The block of a hard stop: only the firm's next reset lifts it. */
export const DAY_LOCK = 'day_lock' satisfies BlockKind;

/** The block of an account whose size is not the rulebook's: the floors would mean nothing. */
export const ACCOUNT_SIZE = 'account_size' satisfies BlockKind;

/** The block of a terminal that sends impossible numbers. */
export const UNSOUND_NUMBERS = 'unsound_numbers' satisfies BlockKind;

/** The block of a PC clock that is not to be relied on. */
export const CLOCK_UNCONFIRMED = 'clock_unconfirmed' satisfies BlockKind;

/** The block after a pause: the PC slept or stood still, and what happened meanwhile has not been looked at. */
export const AFTER_PAUSE = 'after_pause' satisfies BlockKind;

/** Among all blocks one is found by its kind; that of repeated entries by its symbol too. */
export const repeatedEntriesBlock = (symbol: string): string => `repeated:${symbol}`;

/** What ends a block, by the code of its reason. One of an older version is the trader's to end. */
export const blockEnd = (code: string): BlockEnd => rowOf<{ readonly endsBy: BlockEnd }>(BLOCKS, code)?.endsBy ?? 'trader';

/** What may be re-armed besides blocks: a strategy's risk that was switched off, and the larger risk that is proposed for it. */
export const riskSwitch = (strategyId: string): string => `strategy:${strategyId}`;
export const riskProposal = (strategyId: string): string => `proposal:${strategyId}`;
