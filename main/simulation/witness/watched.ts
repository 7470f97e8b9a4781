import type { Config } from '#shared/config';
import type { ReadonlyCockpit } from '#shared/projection';
import type { PaperTerminal } from '../../adapters/paper-broker/index.ts';
import type { ClockView } from './clock-witness.ts';

/** What the witnesses look at. Of the cockpit only what it shows; everything it is held against comes from outside of it. */
export type Watched = {
  readonly broker: PaperTerminal;
  readonly config: Config;
  /** How often the cockpit looks at the terminal. */
  readonly refreshMs: number;
  /** True time, UTC milliseconds. */
  nowMs(): number;
  /** The PC's clock, and what the cockpit makes of it. */
  clock(): ClockView;
  cockpit(): ReadonlyCockpit;
  isDiskSound(): boolean;
  /** The cockpit lives, is started, and has a terminal that it can see and is willing to look at. */
  isAware(): boolean;
};
