import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAtLogIn } from '#main/window/log-in.ts';
import { ownSettings } from '#main/window/own-settings.ts';
import { resumeFromTray, resumeQuestion } from '#main/window/resume.ts';
import { trayMenu, type TrayActs } from '#main/window/tray-menu.ts';
import type { TrayStatus } from '#main/window/tray-status.ts';
import { err, ok } from '#shared/lib';
import { FakeDesk } from '../../contract/fake-desk.ts';
import { recorders } from './recorders.ts';

const HALTED: TrayStatus = { mode: 'demo', trading: 'halted', positions: 1 };

describe('resuming from the tray', () => {
  const made = (response: number, standing = HALTED) => {
    const desk = new FakeDesk();
    const { log, notifier, told } = recorders();
    const asked: string[] = [];
    const ask = async ({ message }: { message: string }) => {
      asked.push(message);
      return { response };
    };
    return { desk, told, asked, resume: resumeFromTray({ service: desk, standing: () => standing, ask, notifier, log }) };
  };

  test('asks first, with the account and what is open; Enter and Esc stay halted', () => {
    expect(resumeQuestion(HALTED)).toMatchObject({
      message: 'Resume trading on the DEMO account?',
      detail: expect.stringMatching(/^1 position is open\./) as string,
      ...{ buttons: ['Stay halted', 'Resume trading'], defaultId: 0, cancelId: 0 },
    });
  });

  test('yes gives the command with its word; no gives none', async () => {
    const yes = made(1);
    expect(await yes.resume()).toBe(true);
    expect(yes.desk.asked).toEqual([
      { name: 'trading.resume', request: { typed: 'RESUME', reason: 'Resumed from the tray' }, actor: 'trader:tray' },
    ]);
    const no = made(0);
    expect([await no.resume(), no.desk.asked, no.asked.length]).toEqual([false, [], 1]);
  });

  test('asked twice is one question, and a cockpit that trades is asked nothing', async () => {
    const twice = made(0);
    await Promise.all([twice.resume(), twice.resume()]);
    expect(twice.asked).toHaveLength(1);
    const trading = made(1, { ...HALTED, trading: 'active' });
    expect([await trading.resume(), trading.asked, trading.desk.asked]).toEqual([false, [], []]);
  });

  test('what the engine refuses is told with its reason, and so is one that fails', async () => {
    const refused = made(1);
    refused.desk.answer = () => err({ kind: 'refused', code: 'not_changed', detail: 'The firm’s day is over' });
    expect([await refused.resume(), refused.told]).toEqual([false, [['Trading stays halted', 'The firm’s day is over']]]);
    const failed = made(1);
    failed.desk.answer = () => Promise.reject(new Error('gone'));
    expect([await failed.resume(), failed.told]).toEqual([false, [['Trading stays halted', 'gone']]]);
    failed.desk.answer = () => ok({ seq: 1 });
    expect(await failed.resume(), 'it can be asked again').toBe(true);
  });
});

describe('what is chosen about this PC', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'own-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is in force at once and after a restart', () => {
    const { log, lines } = recorders();
    const first = ownSettings(folder, log);
    expect([first.keepAwake(), first.chooseKeepAwake('never'), first.keepAwake()]).toEqual(['trading', null, 'never']);
    expect([ownSettings(folder, log).keepAwake(), lines]).toEqual(['never', []]);
  });

  test.each(['{', '[]', 'null'])('a file that is not ours (%s) means the defaults, is told, and is left', (text) => {
    writeFileSync(join(folder, 'desktop.json'), text);
    const { log, lines } = recorders();
    expect(ownSettings(folder, log).keepAwake()).toBe('trading');
    expect([lines, readFileSync(join(folder, 'desktop.json'), 'utf8')]).toEqual([
      [['warn', 'desktop.json cannot be used; the defaults are']],
      text,
    ]);
  });

  test('a folder that takes no file: in force until the next start, and said so', () => {
    mkdirSync(join(folder, 'desktop.json'));
    const own = ownSettings(folder, recorders().log);
    expect(own.chooseKeepAwake('open')).toContain('it holds until the next start');
    expect(own.keepAwake()).toBe('open');
  });
});

describe('a start at log-in', () => {
  const desktop = (isPackaged: boolean) => {
    const set: { openAtLogin: boolean; args: string[] }[] = [];
    const app = {
      isPackaged,
      getLoginItemSettings: () => ({ openAtLogin: set.at(-1)?.openAtLogin ?? false }),
      setLoginItemSettings: (settings: { openAtLogin: boolean; args: string[] }) => void set.push(settings),
    };
    return { set, app: app as never };
  };

  test('goes to the same folder, and does not begin a new journal each time', () => {
    const { app, set } = desktop(true);
    const logIn = startAtLogIn(app, ['--data', 'D:\\bot', '--new-journal'], 'win32');
    expect(logIn?.isOn()).toBe(false);
    logIn?.choose(true);
    expect([logIn?.isOn(), set]).toEqual([true, [{ openAtLogin: true, args: ['--data', 'D:\\bot'] }]]);
  });

  test('is not offered by a working copy, nor where the system has no such thing', () => {
    expect([startAtLogIn(desktop(false).app, [], 'win32'), startAtLogIn(desktop(true).app, [], 'linux')]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

test('the menu: resume only while halted, the choices as they stand', () => {
  const chosen: unknown[] = [];
  const acts: TrayActs = {
    ...{ show: () => undefined, halt: () => undefined, quit: () => undefined, saveKey: () => undefined, open: () => undefined },
    resume: () => chosen.push('resume'),
    keepAwake: { now: () => 'open', choose: (choice) => void chosen.push(choice) },
    notices: {
      now: () => ({ sound: 'both', quiet: 'never', aloudWhileOpen: true }),
      choose: () => undefined,
      attempt: () => undefined,
    },
    logIn: { isOn: () => true, choose: (on) => void chosen.push(on) },
  };
  const items = (standing: TrayStatus, given = acts) => {
    const menu = trayMenu(standing, given);
    return [...menu, ...(menu.find(({ id }) => id === 'pc')?.submenu as typeof menu)];
  };
  const item = (id: string, standing = HALTED) => items(standing).find((each) => each.id === id);
  expect([item('resume')?.enabled, item('resume', { ...HALTED, trading: 'active' })?.enabled]).toEqual([true, false]);
  expect(['trading', 'open', 'never'].map((choice) => item(`awake-${choice}`)?.checked)).toEqual([false, true, false]);
  for (const id of ['resume', 'awake-never', 'log-in']) (item(id)?.click as unknown as () => void)();
  expect(chosen).toEqual(['resume', 'never', false]);
  expect(items(HALTED, { ...acts, logIn: undefined }).some(({ id }) => id === 'log-in')).toBe(false);
});
