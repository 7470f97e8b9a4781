import type { App } from 'electron/main';
import { nextArguments } from './next-arguments.ts';

type LogInItems = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** Whether the cockpit starts when its user logs in; only an installed one can, on Windows and macOS. */
export type LogIn = { isOn(): boolean; choose(on: boolean): void };

/** `args`: those of this start, without which the next one would be on another folder. Undefined where the system has no such thing. */
export function startAtLogIn(
  app: LogInItems & Pick<App, 'isPackaged'>,
  args: readonly string[],
  platform: NodeJS.Platform,
): LogIn | undefined {
  if (!app.isPackaged || (platform !== 'win32' && platform !== 'darwin')) return undefined;
  const own = nextArguments(args);
  return {
    isOn: () => app.getLoginItemSettings({ args: own }).openAtLogin,
    choose: (on) => app.setLoginItemSettings({ openAtLogin: on, args: own }),
  };
}
