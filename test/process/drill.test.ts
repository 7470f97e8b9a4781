import { afterAll, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { createRedecider, VERSION } from '#main/host/index.ts';
import { DataFolder, Headless, until } from './headless-process.ts';

const ANY = { sessions: ['any'], maxConcurrent: 10 };
const folder = new DataFolder({
  approvals: { mode: 'auto' },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false, opposite: 'allow' } },
  detector: { enabled: false },
});
let cockpit: Headless;
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

type Status = { readonly trading: string; readonly terminal: { readonly positions: readonly unknown[] } };
type Certificate = { readonly state: string };
const status = (): Promise<Status> => cockpit.get('/system/status') as never;
const certificates = (): Promise<readonly Certificate[]> => cockpit.get('/stop-certificates') as never;
const drill = () => cockpit.ask('POST', '/system/stop-drill');

test('the stop is rehearsed over HTTP on the real process, certifies nothing, and gives way to a stop in earnest', async () => {
  cockpit = await Headless.start(folder);
  await cockpit.traded('a', { symbol: 'EURUSD', stopPips: 40, targetPips: 120 });
  await cockpit.traded('b', { symbol: 'GBPUSD', stopPips: 40, targetPips: 120 });
  const rehearsed = await drill();
  const after = await status();
  const proofs = await certificates();
  expect([rehearsed.status, rehearsed.body['drill'], after.trading, after.terminal.positions.length, proofs]).toMatchObject([
    200,
    { drill: true, result: 'flat', positions: 2, steps: [{ step: 'latched' }, {}, {}, {}] },
    'active',
    2,
    [],
  ]);

  // A drill takes a quarter of a second at least, so the stop comes in the middle of this one.
  const underWay = drill();
  const stopped = await cockpit.ask('POST', '/system/emergency-stop', { reason: 'in earnest', flatten: true });
  const flat = await until(certificates, (all) => all[0]?.state === 'flat', 8_000);
  const second = await underWay;
  const halted = await drill();
  const end = await status();
  expect({
    stopped: stopped.status,
    flat: flat.map(({ state }) => state),
    second: [second.status, (second.body['drill'] as { flatMs: number }).flatMs > 0],
    halted: [halted.status, halted.body['code']],
    end: [end.trading, end.terminal.positions.length],
  }).toEqual({ stopped: 200, flat: ['flat'], second: [200, true], halted: [409, 'halted'], end: ['halted', 0] });

  await cockpit.kill();
  cockpit = await Headless.start(folder);
  const events = await cockpit.events();
  const count = (type: string): number => events.filter((record) => record.type === type).length;
  expect([count('drill.began'), count('drill.ended'), count('halt.asked'), await certificates()]).toMatchObject([
    2,
    2,
    1,
    [{ state: 'flat' }],
  ]);
  await cockpit.terminate();
  const redecider = createRedecider(VERSION);
  const verified = verifyJournal(folder.dir, { key: folder.secrets.journalKey, onRecord: redecider.record });
  expect([verified.ok, verified.firstBad, redecider.end()]).toEqual([true, null, undefined]);
});
