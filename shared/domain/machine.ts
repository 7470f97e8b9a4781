import { z } from 'zod';

/**
 * What the PC does beside us, as the desktop hears of it: sleep, the session's lock and its end, where the power comes from, network and
 * screens that change, the window that fails, and whether the global stop key is ours.
 */
const MACHINE_NEWS = [
  'suspended',
  'resumed',
  'locked',
  'unlocked',
  'on_battery',
  'on_mains',
  'session_ending',
  'network_changed',
  'displays_changed',
  'stop_key_taken',
  'stop_key_ours',
  'window_failed',
  'window_hung',
  'window_answers',
  'helper_failed',
] as const;

/** `detail`: what a person would want to know of it besides, e.g. which addresses there are now. */
export const machineNews = z.object({ what: z.enum(MACHINE_NEWS), detail: z.string().max(300).optional() });
export type MachineNews = z.infer<typeof machineNews>;
