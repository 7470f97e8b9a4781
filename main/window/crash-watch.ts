import type { App, WebContents } from 'electron/main';
import type { MachineNews } from '#shared/domain';
import type { Log, Notifier } from '#ports';

const RELOADS_MAX = 3;
const WITHIN_MS = 60_000;
/** A page that does not answer for so long does not come back by itself. */
const HUNG_MS = 15_000;

export type CrashTools = {
  readonly notifier: Notifier;
  readonly log: Log;
  readonly nowMs: () => number;
  /** What is on record of it. */
  heard(news: MachineNews): void;
  /** Runs `act` once; gives how to take it back. */
  after(ms: number, act: () => void): () => void;
};

/**
 * A page that crashes is loaded again, and the trader is notified; the engine in this process goes on meanwhile. A page that
 * keeps dying is left alone, because the tray and the stop key still work and an endless reload would take the CPU. One that hangs is
 * ended after a while, and loaded again as one that crashed.
 */
export function watchCrashes(
  contents: Pick<WebContents, 'on' | 'forcefullyCrashRenderer'>,
  reload: () => void,
  tools: CrashTools,
): void {
  const crashes: number[] = [];
  let patience: () => void = () => undefined;
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    patience();
    tools.log.write('error', 'the window stopped working', { reason, exitCode });
    if (reason === 'clean-exit') return;
    tools.heard({ what: 'window_failed', detail: `${reason}, code ${exitCode}` });
    const now = tools.nowMs();
    crashes.push(now);
    while (crashes.length > RELOADS_MAX + 1) crashes.shift();
    const recent = crashes.filter((at) => now - at < WITHIN_MS).length;
    if (recent > RELOADS_MAX) {
      tools.notifier.critical(
        'The window keeps failing',
        'Trading goes on under its limits. Stop from the tray or with Ctrl+Shift+F12.',
      );
      return;
    }
    tools.notifier.critical('The window failed and was loaded again', 'Trading went on under its limits. Check the cockpit.');
    reload();
  });
  contents.on('unresponsive', () => {
    patience();
    tools.log.write('warn', 'the window does not respond');
    tools.heard({ what: 'window_hung' });
    patience = tools.after(HUNG_MS, () => {
      tools.log.write('error', 'the window did not respond for too long and is loaded again');
      contents.forcefullyCrashRenderer();
    });
  });
  contents.on('responsive', () => {
    patience();
    tools.log.write('info', 'the window responds again');
    tools.heard({ what: 'window_answers' });
  });
}

/** The name of a process for one task, which this program ends by itself once the task is done. */
export const BACKGROUND_SERVICE = 'Mikrobot Cockpit background';
/** Ends of such a process that nobody here asked for. How Windows names the other ones is not documented. */
const FAILED_BY_ITSELF: readonly string[] = ['crashed', 'oom', 'launch-failed', 'integrity-failure', 'memory-eviction'];

/** Chromium starts its helpers (GPU, network, utilities) again by itself; that one failed is on record. */
export function watchHelpers(app: Pick<App, 'on'>, { log, heard }: Pick<CrashTools, 'log' | 'heard'>): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason === 'clean-exit' || (name === BACKGROUND_SERVICE && !FAILED_BY_ITSELF.includes(reason))) return;
    log.write('error', 'a helper process stopped working', { type, reason, exitCode, name });
    heard({
      what: 'helper_failed',
      detail: `${type}${name === undefined ? '' : ` ${name}`}: ${reason}, code ${exitCode}`.slice(0, 300),
    });
  });
}
