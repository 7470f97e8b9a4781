import type { Manner } from '#ports';

export const SOUNDS = ['both', 'toast', 'none'] as const;
export type Sound = (typeof SOUNDS)[number];
export const QUIET_HOURS = ['never', '21-6', '22-7', '23-8'] as const;
export type QuietHours = (typeof QUIET_HOURS)[number];

/** How the trader wants to be told. */
export type NoticeChoice = {
  readonly sound: Sound;
  /** Hours of this PC's clock in which nothing sounds. What is told is shown all the same. */
  readonly quiet: QuietHours;
  /** While a position is open it sounds in those hours too. */
  readonly aloudWhileOpen: boolean;
};

export const mannerOf = (sound: Sound): Manner => ({ toastSounds: sound !== 'none', beeps: sound === 'both' });

/** Whether an hour (0 to 23) lies in quiet hours, which go over midnight. */
export function isQuiet(quiet: QuietHours, hour: number): boolean {
  if (quiet === 'never') return false;
  const [from = 0, to = 0] = quiet.split('-').map(Number);
  return hour >= from || hour < to;
}

/**
 * How loud a notification is, at an hour of this PC's clock and with so many positions open. Null, before the engine has told: there may
 * be some.
 */
export function mannerAt({ sound, quiet, aloudWhileOpen }: NoticeChoice, hour: number, positions: number | null): Manner {
  const isHushed = isQuiet(quiet, hour) && !(aloudWhileOpen && positions !== 0);
  return mannerOf(isHushed ? 'none' : sound);
}
