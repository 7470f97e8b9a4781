import type { StartChoice, StartKey } from '#shared/domain';

export type StartStanding = {
  readonly now: StartChoice;
  readonly next: StartChoice;
  /** Given on the command line, which goes before what is chosen. */
  readonly fixed: readonly StartKey[];
};

/** What this program starts with, chosen by a person who has only the window. */
export interface StartDesk {
  standing(): StartStanding;
  /** Keeps it for the next start, or gives what is wrong with it, a line for each. */
  choose(choice: StartChoice): Promise<readonly string[]>;
  /** Ends the cockpit in order, and starts it again when the run is sealed. */
  restart(): void;
}
