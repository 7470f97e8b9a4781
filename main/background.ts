import type { BackgroundTask, BackgroundWord } from '#ports';
import { serveJobs } from './replay/index.ts';

/** The end of Electron's utility process; Node alone has none. */
type ParentPort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
};
const END_AFTER_MS = 5_000;
const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };

/** A process that the cockpit begins for one replay, sweep, look at a file or re-run. By itself it does nothing. */
if (parentPort !== undefined)
  serveJobs({
    onTask: (listener) => parentPort.on('message', ({ data }) => listener(data as BackgroundTask)),
    say: (word: BackgroundWord) => parentPort.postMessage(word),
    // The cockpit ends this process once it has the last word; should it not, it ends by itself.
    end: () => void setTimeout(() => process.exit(0), END_AFTER_MS),
  });
else if (process.send !== undefined) {
  process.once('disconnect', () => process.exit(0));
  serveJobs({
    onTask: (listener) => process.once('message', (task) => listener(task as BackgroundTask)),
    say: (word: BackgroundWord) => process.send?.(word),
    end: () => process.disconnect(),
  });
} else process.exitCode = 2;
