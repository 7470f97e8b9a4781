import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience } from '../time/pace.ts';
import { answerQuestions, exitCodeAfter, openDesktop, type DesktopRun } from './session.ts';

let folder: string;
let run: DesktopRun;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-life-'));
  run = await openDesktop(join(folder, 'data'));
  await run.page.getByTestId('stop').waitFor({ timeout: patience(10_000) });
});
afterAll(async () => {
  run.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

type Told = { readonly seq: number; readonly type: string; readonly payload: Readonly<Record<string, unknown>> };

/** As the page asks, but through the main process: the test driver loses a page that crashed. */
const ask = <T>(name: string, request: unknown): Promise<T> =>
  run.app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(code) as Promise<T>,
    `window.cockpit.send(${JSON.stringify(name)}, ${JSON.stringify(request)}).then((answer) => answer.value)`,
  );

/** Everything this run was told so far; asked again it goes on where it was. */
let known: { readonly of: DesktopRun; readonly told: Told[] } | undefined;

async function records(type: string): Promise<readonly Told['payload'][]> {
  if (known?.of !== run) known = { of: run, told: [] };
  const { told } = known;
  for (;;) {
    const page = await ask<readonly Told[]>('feed.since', { seq: told.at(-1)?.seq ?? 0, limit: 1_000 });
    if (page.length === 0) break;
    told.push(...page.map(({ seq, type: of, payload }) => ({ seq, type: of, payload })));
  }
  return told.filter((record) => record.type === type).map(({ payload }) => payload);
}
/** What the journal has of the machine. */
const heard = async (): Promise<readonly unknown[]> => (await records('machine.observed')).map(({ what }) => what);

async function alarms(): Promise<readonly string[]> {
  type Life = { readonly alarm: { readonly kind: string }; readonly state: string };
  const { state } = await ask<{ state: { alarms: { pairs: [string, Life][] } } }>('cockpit.hello', {});
  return state.alarms.pairs.flatMap(([, life]) => (life.state === 'active' ? [life.alarm.kind] : []));
}

test('sleep, waking, lock and battery are on record; the battery is an alarm while it lasts', async () => {
  await run.app.evaluate(({ powerMonitor }) => {
    for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'on-battery']) powerMonitor.emit(event);
  });
  const told = ['suspended', 'resumed', 'locked', 'unlocked', 'on_battery'];
  await expect.poll(heard, { timeout: patience(10_000) }).toEqual(expect.arrayContaining(told));
  await expect.poll(alarms, { timeout: patience(10_000) }).toContain('on_battery');
  await run.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('on-ac'));
  await expect.poll(alarms, { timeout: patience(10_000) }).not.toContain('on_battery');
});

test('the PC is kept from falling asleep while trading is not halted', async () => {
  const isAwake = () => run.app.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)));
  expect(await isAwake()).toBe(true);
});

test('the stop key is ours from the start', async () => {
  expect(await run.app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Shift+F12'))).toBe(true);
});

test('a window that no screen shows any more comes back', async () => {
  const place = await run.app.evaluate(({ BrowserWindow, screen }) => {
    const window = BrowserWindow.getAllWindows()[0]!;
    const getAllDisplays = screen.getAllDisplays.bind(screen);
    const there = window.getBounds();
    // The screen that had it is unplugged: another one, elsewhere, is left.
    const left = { ...screen.getPrimaryDisplay(), workArea: { x: -5_000, y: 0, width: 1_600, height: 900 } };
    Object.assign(screen, { getAllDisplays: () => [left], getPrimaryDisplay: () => left });
    const asked: unknown[] = [];
    const setBounds = window.setBounds.bind(window);
    window.setBounds = (bounds) => void asked.push(bounds);
    screen.emit('display-removed');
    Object.assign(screen, { getAllDisplays });
    window.setBounds = setBounds;
    return { asked, there };
  });
  expect(place.asked).toEqual([{ x: -5_000, y: 0, width: Math.min(1_600, place.there.width), height: expect.any(Number) }]);
});

test('a page that hangs is on record, and one that is ended for it is loaded again', async () => {
  await run.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    contents.emit('unresponsive');
    const loaded = new Promise((resolve) => contents.once('did-finish-load', () => resolve(undefined)));
    contents.forcefullyCrashRenderer();
    await loaded;
  });
  await expect.poll(heard, { timeout: patience(10_000) }).toEqual(expect.arrayContaining(['window_hung', 'window_failed']));
  await expect.poll(alarms, { timeout: patience(10_000) }).not.toContain('window_hung');
});

test('Windows ends the session: on record, sealed at once, and the next start knows it', async () => {
  await answerQuestions(run.app, 0);
  const code = await exitCodeAfter(run.child, () =>
    run.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]!;
      window.emit('query-session-end', { reasons: ['shutdown'] });
      window.emit('session-end', { reasons: ['shutdown'] });
    }),
  );
  expect(code).toBe(0);
  run = await openDesktop(join(folder, 'data'));
  await run.page.getByTestId('stop').waitFor();
  expect(await records('run.sealed')).toEqual([{ how: 'clean', reason: 'session-end' }]);
  expect(await heard()).toContain('session_ending');
  expect(run.stderr()).not.toContain('JournalFault');
});
