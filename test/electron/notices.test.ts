import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesktop, type DesktopRun } from './session.ts';
import { pressInTray, watchTray } from './tray.ts';
import { patience } from '../time/pace.ts';

type Seen = { title: string; silent: boolean; buttons: string[]; badges: string[]; beeps: number };
let folder: string;
let run: DesktopRun;

const stands = () => run.page.getByTestId('trading-state').first().innerText();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-notices-'));
  run = await openDesktop(join(folder, 'data'), ['--now', '2026-03-04T10:00:00Z']);
  await watchTray(run);
  // What the system would show and play is kept; this machine has no desktop that shows any.
  await run.app.evaluate(({ Notification, shell, BrowserWindow }) => {
    const kept = { toasts: [] as unknown[], badges: [] as string[], beeps: 0 };
    Object.assign(globalThis, { kept });
    Object.assign(Notification, { isSupported: () => true });
    Notification.prototype.show = function show(this: unknown) {
      kept.toasts.push(this);
    };
    Object.assign(shell, { beep: () => (kept.beeps += 1) });
    for (const window of BrowserWindow.getAllWindows())
      Object.assign(window, {
        setOverlayIcon: (image: { isEmpty(): boolean } | null, words: string) =>
          kept.badges.push(image === null ? '' : image.isEmpty() ? 'an empty picture' : words),
        isFocused: () => false,
      });
  });
});

afterAll(async () => {
  run.child.kill('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 200));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The latest notification, and what was drawn and played up to now. */
const seen = (): Promise<Seen> =>
  run.app.evaluate(() => {
    type Toast = { title: string; silent: boolean; actions: { text: string }[] };
    const { kept } = globalThis as unknown as { kept: { toasts: Toast[]; badges: string[]; beeps: number } };
    const { title = '', silent = false, actions = [] } = kept.toasts.at(-1) ?? {};
    return { title, silent, buttons: actions.map(({ text }) => text), badges: kept.badges, beeps: kept.beeps };
  });

const pressOnToast = (index: number) =>
  run.app.evaluate((_electron, at) => {
    const { kept } = globalThis as unknown as { kept: { toasts: { emit(name: string, event: object, index: number): void }[] } };
    kept.toasts.at(-1)?.emit('action', { actionIndex: at }, at);
  }, index);

test('what cannot wait has a button that stops, is counted on the taskbar, and says afterwards that trading is halted', async () => {
  await expect.poll(stands, { timeout: patience(20_000) }).toMatch(/active/i);
  await run.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  });
  await expect.poll(async () => (await seen()).title).toBe('The window failed and was loaded again');
  expect(await seen()).toMatchObject({ silent: false, buttons: ['Show cockpit', 'STOP trading'], beeps: 1 });
  expect((await seen()).badges.at(-1)).toBe('1 notification is not seen');
  await pressOnToast(1);
  await expect.poll(stands, { timeout: patience(20_000) }).toMatch(/halted/i);
  await expect.poll(async () => (await seen()).title).toBe('Trading is halted');
  await run.app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.emit('focus'));
  expect((await seen()).badges.at(-1)).toBe('Trading is halted');
});

test('the tray chooses how it sounds, shows one, and the choice is kept', async () => {
  expect(await pressInTray(run, 'sound-none')).toBe(true);
  expect(await pressInTray(run, 'sound-try')).toBe(true);
  const silent = await seen();
  expect(silent).toMatchObject({ title: 'This is a test', silent: true, buttons: [] });
  await pressInTray(run, 'sound-both');
  await pressInTray(run, 'sound-try');
  expect([(await seen()).silent, (await seen()).beeps - silent.beeps]).toEqual([false, 1]);
  await pressInTray(run, 'quiet-22-7');
  expect(JSON.parse(readFileSync(join(folder, 'data', 'desktop.json'), 'utf8'))).toMatchObject({ sound: 'both', quiet: '22-7' });
});
