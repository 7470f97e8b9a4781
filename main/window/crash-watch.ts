import type { WebContents } from 'electron/main';
import type { Log, Notifier } from '#ports';

const RELOADS_MAX = 3;
const WITHIN_MS = 60_000;

/**
 * A page that crashes is loaded again, and the trader is notified; the engine in this process goes on meanwhile. A page that
 * keeps dying is left alone, because the tray and the stop key still work and an endless reload would take the CPU.
 */
export function watchCrashes(
  contents: Pick<WebContents, 'on'>,
  reload: () => void,
  tools: { readonly notifier: Notifier; readonly log: Log; readonly nowMs: () => number },
): void {
  const crashes: number[] = [];
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    tools.log.write('error', 'the window stopped working', { reason, exitCode });
    if (reason === 'clean-exit') return;
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
  contents.on('unresponsive', () => tools.log.write('warn', 'the window does not respond'));
  contents.on('responsive', () => tools.log.write('info', 'the window responds again'));
}
