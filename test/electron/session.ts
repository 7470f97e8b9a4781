import { _electron, errors, type ElectronApplication, type Page } from 'playwright';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { electronLaunchOptions } from './launch-options.ts';
import { patience } from '../time/pace.ts';

/** One run of the real desktop cockpit over a data folder. */
export type DesktopRun = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly child: ChildProcess;
  /** What the main process wrote to stderr so far. */
  stderr(): string;
  /** Quits as the trader does, answering the question with Quit, and gives the exit code. */
  quit(): Promise<number | null>;
};

/** Environment and modules preloaded besides. */
export type Launch = { readonly env?: Record<string, string>; readonly preload?: string[] };

export const desktopArgs = (dataDir: string, more: readonly string[] = []): string[] => [
  ...['--data', dataDir, '--http', '127.0.0.1:0'],
  ...more,
];

/**
 * Launches the cockpit under the test driver. The driver now and then never sees the process it attached to (the cockpit
 * itself is up by then): one such launch is told and tried again, a second one in a row is a failure.
 */
async function launch(dataDir: string, more: readonly string[], how: Launch): Promise<ElectronApplication> {
  const options = { ...electronLaunchOptions({ ...how, args: desktopArgs(dataDir, more) }), timeout: patience(20_000) };
  try {
    return await _electron.launch(options);
  } catch (fault) {
    if (!(fault instanceof errors.TimeoutError)) throw fault;
    console.warn('The test driver lost the cockpit while it attached; launched once more.');
    return _electron.launch(options);
  }
}

export async function openDesktop(dataDir: string, more: readonly string[] = [], how: Launch = {}): Promise<DesktopRun> {
  const app = await launch(dataDir, more, how);
  const child = app.process();
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const page = await app.firstWindow();
  await page.waitForLoadState();
  return {
    app,
    page,
    child,
    stderr: () => stderr,
    quit: async () => {
      await answerQuestions(app, 1);
      return exitCodeAfter(child, () => app.evaluate(({ app: electron }) => electron.quit()));
    },
  };
}

/** Message boxes would wait for a person; from here on they answer themselves and are counted. */
export async function answerQuestions(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    const answer = (...args: unknown[]) => {
      asked.push(args.at(-1));
      return Promise.resolve({ response: chosen, checkboxChecked: false });
    };
    Object.assign(dialog, { showMessageBox: answer, showErrorBox: (...words: unknown[]) => void asked.push(words) });
  }, response);
}

export const questionsAsked = (app: ElectronApplication): Promise<unknown[]> =>
  app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked);

export async function exitCodeAfter(child: ChildProcess, act: () => Promise<unknown>): Promise<number | null> {
  const gone = once(child, 'exit');
  await act().catch(() => undefined); // The answer may not come back from a process that is leaving.
  const [code] = (await gone) as [number | null];
  return code;
}
