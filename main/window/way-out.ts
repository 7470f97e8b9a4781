import { app, dialog, type BrowserWindow } from 'electron/main';
import { leaving, type Leaving } from './leaving.ts';
import type { Stoppable } from './standing-note.ts';
import type { TrayStatus } from './tray-status.ts';

/** The running cockpit's ways out: window, tray, application, system signal. */
export function makeLeaving(window: BrowserWindow, running: Stoppable, standing: () => TrayStatus, hide: () => void): Leaving {
  const way = leaving({
    standing,
    ask: (question) => (window.isVisible() ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question)),
    hide,
    stop: (reason) => running.stop(reason),
    sealAtOnce: (reason) => running.sealAtOnce(reason),
    exit: (code) => app.exit(code),
  });
  window.on('close', (event) => {
    event.preventDefault();
    void way.ask('window');
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    void way.ask('app');
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void way.now(signal));
  return way;
}
