import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyFault } from '#main/window/update-copy.ts';
import { lookDaily } from '#main/window/update-look.ts';
import { err, ok } from '#shared/lib';
import { FakeDesk, type Asked } from '../../contract/fake-desk.ts';
import { recorders } from './recorders.ts';

const view = (more: Readonly<Record<string, unknown>>) =>
  ok({ feed: 'https://updates.example', state: 'idle', offered: null, word: null, ...more });
const DAY_MS = 86_400_000;

let waiting: { readonly ms: number; readonly act: () => void }[];
beforeEach(() => void (waiting = []));
afterEach(() => expect(waiting.length, 'one look waits at a time').toBeLessThan(2));

function made(answer: (asked: Asked) => unknown) {
  const desk = new FakeDesk();
  desk.answer = answer as FakeDesk['answer'];
  const found: (string | null)[] = [];
  const { log, lines } = recorders();
  lookDaily({ service: desk, log, after: (ms, act) => waiting.push({ ms, act }), found: (version) => void found.push(version) });
  /** Lets the waiting look begin, and waits for its end. */
  const turn = async (): Promise<number | undefined> => {
    const next = waiting.shift();
    next?.act();
    await expect.poll(() => waiting.length).toBe(1);
    return next?.ms;
  };
  return { found, lines, turn, names: () => desk.asked.map(({ name }) => name) };
}

test('looks a minute after the start and then daily, and tells what is offered', async () => {
  const offered = { version: '99.0.0' };
  const { found, turn, names } = made(({ name }) => view(name === 'updates.look' ? { offered } : {}));
  expect([await turn(), await turn()]).toEqual([60_000, DAY_MS]);
  expect([found, names().filter((name) => name === 'updates.look').length]).toEqual([['99.0.0', '99.0.0'], 2]);
});

test('without a feed nobody is asked', async () => {
  const { found, turn, names } = made(() => view({ feed: null }));
  await turn();
  expect([found, names()]).toEqual([[], ['updates.view']]);
});

test('what is fetched or ready is left alone', async () => {
  const { found, turn, names } = made(() => view({ state: 'ready', offered: { version: '99.0.0' } }));
  await turn();
  expect([found, names()]).toEqual([['99.0.0'], ['updates.view']]);
});

test.each([
  ['refused', () => err({ kind: 'refused', code: 'setup_failed', detail: 'no' })],
  ['broken', () => Promise.reject(new Error('gone'))],
])('a look that is %s is logged, and the next one comes', async (_what, answer) => {
  const { lines, turn } = made((asked) => (asked.name === 'updates.view' ? view({}) : answer()));
  await turn();
  expect(lines).toEqual([['warn', 'no look for a newer version']]);
});

test('a copy without an installer of its own is never updated by one', () => {
  const installed = { isPackaged: true, platform: 'win32', program: '/programs/cockpit/Mikrobot Cockpit.exe' } as const;
  const looked: string[] = [];
  expect(copyFault(installed, (file) => looked.push(file) > 0)).toBeNull();
  expect(looked).toEqual([join('/programs/cockpit', 'Uninstall Mikrobot Cockpit.exe')]);
  expect(copyFault(installed, () => false)).toContain('portable copy');
  expect(copyFault({ ...installed, isPackaged: false }, () => true)).toContain('runs from its sources');
  expect(copyFault({ ...installed, platform: 'linux' }, () => true)).toContain('for Windows');
});
