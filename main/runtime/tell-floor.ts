import { hardFloorOf } from '#engine';
import type { ReadonlyCockpit } from '#shared/projection';
import { factsFrom } from './facts.ts';
import type { RuntimeOptions } from './options.ts';

/** Sends the hard floor to a terminal that has a guard of its own, which then holds without the cockpit. */
export function tellFloor(cockpit: ReadonlyCockpit, { terminal, clock }: Pick<RuntimeOptions, 'terminal' | 'clock'>): void {
  if (terminal.guard === undefined) return;
  const floor = hardFloorOf(cockpit, factsFrom(terminal, null), Math.floor(clock.nowMs()));
  if (floor !== null) terminal.guard.keep(floor);
}
