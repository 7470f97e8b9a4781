import type { Dice } from './dice.ts';
import type { FaultKind } from './fault-kinds.ts';
import type { Sender } from './senders.ts';
import type { Trader } from './trader.ts';
import type { World } from './world.ts';

/** Who takes part in a story. */
export type Participants = { readonly world: World; readonly sender: Sender; readonly trader: Trader };
/** Something that may happen in it. */
export type Step = {
  readonly name: string;
  readonly weight: number;
  /** The fault this step is; null for what belongs to an ordinary day. */
  readonly fault: FaultKind | null;
  act(cast: Participants, dice: Dice): string | Promise<string>;
};
