import type { Clock, Ids, Log } from '#ports';
import type { ConfirmedNames } from './confirmed-names.ts';
import type { AccountRules } from './account-door.ts';
import type { AccountPin } from './account-pin.ts';
import type { ZoneMemory } from './zone-memory.ts';

export type Mt5Options = {
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly symbols: readonly string[];
  /** The broker's symbol names, where configured. */
  readonly names: Readonly<Record<string, string>>;
  /** What one pip is, where the configuration says it. */
  readonly pips: Readonly<Record<string, number>>;
  /** Where the trader has confirmed what was guessed. */
  readonly confirmed: ConfirmedNames;
  readonly account: AccountRules;
  /** The account that this cockpit trades, from one start to the next. */
  readonly pin: AccountPin;
  /** What was seen of trade servers' clocks, from one start to the next. Absent: within this run only. */
  readonly zones?: ZoneMemory;
  /** Guards sent to the Expert Advisor with each session; it applies the stricter of these and its own inputs. */
  readonly caps: () => { readonly maxLots: number; readonly maxPositions: number };
};
