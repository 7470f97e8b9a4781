import type { MenuItemConstructorOptions } from 'electron/main';
import { QUIET_HOURS, SOUNDS, type NoticeChoice, type QuietHours, type Sound } from './notice-manner.ts';

export type NoticeActs = {
  readonly now: () => NoticeChoice;
  readonly choose: (change: Partial<NoticeChoice>) => void;
  /** Shows and plays one as it is chosen. */
  readonly attempt: () => void;
};

const SOUND_WORDS: Readonly<Record<Sound, string>> = {
  both: 'With its sound and a beep',
  toast: 'With its sound',
  none: 'Without a sound',
};
const QUIET_WORDS: Readonly<Record<QuietHours, string>> = {
  never: 'No quiet hours',
  '21-6': 'Quiet from 21:00 to 6:00',
  '22-7': 'Quiet from 22:00 to 7:00',
  '23-8': 'Quiet from 23:00 to 8:00',
};

/** The tray's choice of how notifications sound, and when they do not. */
export function noticeMenu({ now, choose, attempt }: NoticeActs): MenuItemConstructorOptions {
  const { sound, quiet, aloudWhileOpen } = now();
  return {
    id: 'notices',
    label: 'Notifications',
    submenu: [
      ...SOUNDS.map((each) => ({
        ...{ id: `sound-${each}`, label: SOUND_WORDS[each], type: 'radio' as const, checked: sound === each },
        click: () => choose({ sound: each }),
      })),
      { id: 'sound-try', label: 'Show and play one', click: attempt },
      { type: 'separator' },
      ...QUIET_HOURS.map((each) => ({
        ...{ id: `quiet-${each}`, label: QUIET_WORDS[each], type: 'radio' as const, checked: quiet === each },
        click: () => choose({ quiet: each }),
      })),
      {
        id: 'quiet-open',
        label: 'In quiet hours too while a position is open',
        type: 'checkbox',
        checked: aloudWhileOpen,
        click: () => choose({ aloudWhileOpen: !aloudWhileOpen }),
      },
    ],
  };
}
