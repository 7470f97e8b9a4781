import { app, globalShortcut, powerMonitor, screen, type BrowserWindow } from 'electron/main';
import type { MachineNews } from '#shared/domain';
import type { CockpitService, Log, Notifier } from '#ports';
import { watchCrashes, watchHelpers } from './crash-watch.ts';
import type { Leaving } from './leaving.ts';
import { bringBack } from './main-window.ts';
import { watchMachineLife } from './machine-life.ts';
import { machineWords } from './machine-words.ts';
import { registerStopKey } from './stop-key.ts';
import type { TrayStatus } from './tray-status.ts';

/** Runs `act` once, later; gives how to take it back. */
function afterMs(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

const HELD_MAX = 100;

/** What is heard of the machine before the engine runs waits for it. */
export function machineMail(): { heard(news: MachineNews): void; deliverTo(service: CockpitService): void } {
  const held: MachineNews[] = [];
  let service: CockpitService | null = null;
  return {
    heard: (news) => {
      if (service !== null) service.heardOfMachine(news);
      else if (held.length < HELD_MAX) held.push(news);
    },
    deliverTo: (desk) => {
      service = desk;
      for (const news of held.splice(0)) desk.heardOfMachine(news);
    },
  };
}

type MachineMail = ReturnType<typeof machineMail>;
type Parts = {
  readonly window: BrowserWindow;
  readonly service: CockpitService;
  readonly mail: MachineMail;
  /** What the global stop key does. */
  readonly halt: () => void;
  readonly standing: () => TrayStatus;
  readonly way: Leaving;
  readonly notifier: Notifier;
  readonly log: Log;
};

/** The running cockpit and the machine's own life: told, on record, and sealed before the machine is gone. */
export function besideMachine({ window, service, mail, halt, standing, way, notifier, log }: Parts): void {
  const { heard } = mail;
  mail.deliverTo(service);
  const hear = (news: MachineNews): void => {
    log.write('info', 'the machine told', news);
    heard(news);
    const words = machineWords(news.what, standing());
    if (words !== null) notifier.critical(words.title, words.body);
  };
  watchHelpers(app, { log, heard });
  watchMachineLife(
    { power: powerMonitor, screen, window },
    {
      heard: hear,
      endAtOnce: (reason) => way.atOnce(reason),
      end: (reason) => void way.now(reason),
      screensChanged: () => bringBack(window),
    },
  );
  registerStopKey(globalShortcut, halt, { notifier, log, heard, after: afterMs });
}

/** The page of this window is loaded again when it dies or hangs. */
export const watchPage = (window: BrowserWindow, { heard }: MachineMail, notifier: Notifier, log: Log): void =>
  watchCrashes(window.webContents, () => window.webContents.reload(), {
    ...{ notifier, log, heard, after: afterMs },
    nowMs: () => Date.now(),
  });
