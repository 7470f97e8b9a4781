import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { PACE } from '../time/pace.ts';
import { DataFolder, Headless, until } from '../process/headless-process.ts';
import { INSTANTS } from '../time/instants.ts';
import { instantOf } from './chosen-instants.ts';

type Status = {
  readonly now: number;
  readonly terminal: { readonly alwaysOpen: boolean; readonly marketNote: string | null };
  readonly approvals: { readonly pending: readonly unknown[] };
};
const SETUP_WITHIN_MS = 90_000;
/** Engine time runs faster where the machine starts a process fast enough. */
const SPEED = PACE > 3 ? 1 : 2;

const folder = new DataFolder();
let cockpit: Headless | null = null;
afterEach(async () => {
  await cockpit?.kill();
  folder.remove();
});

test('a first start with nothing configured asks about a setup within 90 s of ready, by the machine’s own clock', async () => {
  const here = (cockpit = await Headless.start(folder, ['--speed', String(SPEED)]));
  const status = (): Promise<Status> => here.get('/system/status') as never;
  const ready = await status();
  // The run is at the machine's time, whatever that is: nothing between has a time of its own.
  expect(Math.abs(ready.now - Date.now())).toBeLessThan(3_600_000);
  expect([ready.terminal.alwaysOpen, ready.terminal.marketNote]).toEqual([true, expect.stringContaining('open 24/7')]);
  const isOver = ({ now, approvals }: Status): boolean => approvals.pending.length > 0 || now - ready.now > SETUP_WITHIN_MS;
  const seen = await until(status, isOver, 2 * SETUP_WITHIN_MS);
  expect([seen.approvals.pending.length > 0, seen.now - ready.now <= SETUP_WITHIN_MS]).toEqual([true, true]);
});

test('every instant comes round with the commits', () => {
  const chosen = Array.from({ length: 200 }, (_, at) => instantOf(createHash('sha1').update(String(at)).digest('hex')));
  expect(new Set(chosen).size).toBe(INSTANTS.length);
});
