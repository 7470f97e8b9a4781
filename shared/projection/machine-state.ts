import type { JournalRecord } from '#shared/events';
import type { CockpitState } from './state.ts';

/** How the PC stands, as far as this run heard of it. */
export type MachineLife = {
  /** Since when it is going to sleep or asleep; null: it is awake. */
  readonly asleepSince: number | null;
  readonly batterySince: number | null;
  /** Why the global stop key is not ours; null: it is, or there is none here. */
  readonly stopKeyFault: string | null;
  /** Since when the window does not answer. */
  readonly windowHungSince: number | null;
};

/** What a run begins with: whatever is otherwise is heard again. */
export const MACHINE_SOUND: MachineLife = {
  asleepSince: null,
  batterySince: null,
  stopKeyFault: null,
  windowHungSince: null,
};

type Seen = Extract<JournalRecord, { type: 'machine.observed' }>;

export function foldMachine(state: CockpitState, { at, payload: { what, detail } }: Seen): void {
  const { machine } = state;
  switch (what) {
    case 'suspended':
      state.machine = { ...machine, asleepSince: at };
      return;
    case 'resumed':
      state.machine = { ...machine, asleepSince: null };
      return;
    case 'on_battery':
      state.machine = { ...machine, batterySince: machine.batterySince ?? at };
      return;
    case 'on_mains':
      state.machine = { ...machine, batterySince: null };
      return;
    case 'stop_key_taken':
      state.machine = { ...machine, stopKeyFault: detail ?? 'another program holds it' };
      return;
    case 'stop_key_ours':
      state.machine = { ...machine, stopKeyFault: null };
      return;
    case 'window_hung':
      state.machine = { ...machine, windowHungSince: machine.windowHungSince ?? at };
      return;
    case 'window_answers':
    case 'window_failed': // It is loaded again, and answers or fails once more.
      state.machine = { ...machine, windowHungSince: null };
      return;
    default:
      return; // Facts that are only remembered.
  }
}
