import type { JournalRecord } from '#shared/events';

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

/** How the PC stands after what was heard of it. */
export function machineAfter(machine: MachineLife, { at, payload: { what, detail } }: Seen): MachineLife {
  switch (what) {
    case 'suspended':
      return { ...machine, asleepSince: at };
    case 'resumed':
      return { ...machine, asleepSince: null };
    case 'on_battery':
      return { ...machine, batterySince: machine.batterySince ?? at };
    case 'on_mains':
      return { ...machine, batterySince: null };
    case 'stop_key_taken':
      return { ...machine, stopKeyFault: detail ?? 'another program holds it' };
    case 'stop_key_ours':
      return { ...machine, stopKeyFault: null };
    case 'window_hung':
      return { ...machine, windowHungSince: machine.windowHungSince ?? at };
    case 'window_answers':
    case 'window_failed': // It is loaded again, and answers or fails once more.
      return { ...machine, windowHungSince: null };
    default:
      return machine; // Facts that are only remembered.
  }
}
