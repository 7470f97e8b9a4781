import type { MenuItemConstructorOptions } from 'electron/main';
import { KEEP_AWAKE, type KeepAwake } from './keep-awake.ts';
import { LINK_NAMES } from './links.ts';
import { noticeMenu, type NoticeActs } from './notice-menu.ts';
import { trayStatusLine, type TrayStatus } from './tray-status.ts';

export type TrayActs = {
  readonly show: () => void;
  readonly halt: () => void;
  readonly resume: () => unknown;
  readonly quit: () => void;
  /** Writes the recovery key of the journal, after a question. */
  readonly saveKey: () => unknown;
  readonly open: (link: string) => unknown;
  /** Which newer version is offered; absent or null: none. */
  readonly offered?: () => string | null;
  readonly keepAwake: { readonly now: () => KeepAwake; readonly choose: (choice: KeepAwake) => void };
  readonly notices: NoticeActs;
  /** Absent where the system has no such thing. */
  readonly logIn?: { readonly isOn: () => boolean; readonly choose: (on: boolean) => void } | undefined;
};

const AWAKE_WORDS: Readonly<Record<KeepAwake, string>> = {
  trading: 'Keep the PC awake while trading is not halted',
  open: 'Keep the PC awake while something is open',
  never: 'Let the PC fall asleep',
};

/** The tray's menu: how things stand, Show, STOP without a question, resume with one, this PC, help, Quit. STOP is never disabled. */
export function trayMenu(standing: TrayStatus, acts: TrayActs): MenuItemConstructorOptions[] {
  const { keepAwake, logIn } = acts;
  const offered = acts.offered?.() ?? null;
  return [
    { id: 'standing', label: trayStatusLine(standing), enabled: false },
    { type: 'separator' },
    { id: 'show', label: 'Show cockpit', click: acts.show },
    ...(offered === null ? [] : [{ id: 'update', label: `Version ${offered} is there: Settings, Updates`, click: acts.show }]),
    { id: 'stop', label: 'STOP: no new orders, cancel working orders', click: acts.halt },
    { id: 'resume', label: 'Resume trading...', enabled: standing.trading === 'halted', click: acts.resume },
    { type: 'separator' },
    {
      id: 'pc',
      label: 'This PC',
      submenu: [
        ...KEEP_AWAKE.map((choice) => ({
          ...{ id: `awake-${choice}`, label: AWAKE_WORDS[choice] },
          type: 'radio' as const,
          checked: keepAwake.now() === choice,
          click: () => keepAwake.choose(choice),
        })),
        ...(logIn === undefined
          ? []
          : [
              { type: 'separator' as const },
              {
                id: 'log-in',
                label: 'Start when I log in',
                type: 'checkbox' as const,
                checked: logIn.isOn(),
                click: () => logIn.choose(!logIn.isOn()),
              },
            ]),
      ],
    },
    noticeMenu(acts.notices),
    { id: 'save-key', label: 'Save the recovery key...', click: acts.saveKey },
    { id: 'help', label: 'Help', submenu: LINK_NAMES.map((label) => ({ label, click: () => acts.open(label) })) },
    { id: 'quit', label: 'Quit', click: acts.quit },
  ];
}
