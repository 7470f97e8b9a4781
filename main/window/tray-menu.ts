import type { MenuItemConstructorOptions } from 'electron/main';
import { LINK_NAMES } from './links.ts';
import { trayStatusLine, type TrayStatus } from './tray-status.ts';

export type TrayActs = {
  readonly show: () => void;
  readonly halt: () => void;
  readonly quit: () => void;
  readonly open: (link: string) => unknown;
};

/** The tray's menu: how things stand, Show, STOP without a question, help, Quit. STOP is never disabled. */
export function trayMenu(standing: TrayStatus, acts: TrayActs): MenuItemConstructorOptions[] {
  return [
    { id: 'standing', label: trayStatusLine(standing), enabled: false },
    { type: 'separator' },
    { id: 'show', label: 'Show cockpit', click: acts.show },
    { id: 'stop', label: 'STOP: no new orders, cancel working orders', click: acts.halt },
    { type: 'separator' },
    { id: 'help', label: 'Help', submenu: LINK_NAMES.map((label) => ({ label, click: () => acts.open(label) })) },
    { id: 'quit', label: 'Quit', click: acts.quit },
  ];
}
