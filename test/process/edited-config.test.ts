import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DataFolder, Headless, until } from './headless-process.ts';

/** A cockpit whose limits are stated, so that what is edited is seen for what it is. */
const CONFIG = {
  paper: { symbols: ['EURUSD', 'GBPUSD'] },
  detector: { enabled: false },
  approvals: { mode: 'auto' },
  strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } },
  rulebook: { softStopPct: 50, hardStopPct: 70 },
  cells: { u3: { maxOpenPositions: 2 } },
};
const WIDER = { ...CONFIG, rulebook: { softStopPct: 90, hardStopPct: 95 }, cells: { u3: { maxOpenPositions: 9 } } };

let running: Headless | null = null;
let folder: DataFolder | null = null;
afterEach(async () => {
  await running?.kill();
  folder?.remove();
  running = null;
  folder = null;
});

/** A data folder whose configuration is the config.json in it, as `npm start` has it. */
class OwnConfig extends DataFolder {
  override arguments(more: readonly string[] = []): readonly string[] {
    return ['--data', this.data, '--http', '127.0.0.1:0', ...more];
  }
  write(config: object): void {
    writeFileSync(join(this.data, 'config.json'), JSON.stringify(config));
  }
  get text(): string {
    return readFileSync(join(this.data, 'config.json'), 'utf8');
  }
}

type Status = {
  readonly risk: {
    readonly softStopPct: number;
    readonly hardStopPct: number;
    readonly limitsKept: readonly { readonly path: string }[];
  };
};
const status = async (): Promise<Status> => (await running?.get('/system/status')) as unknown as Status;
const stops = ({ risk }: Status): unknown => [risk.softStopPct, risk.hardStopPct, risk.limitsKept.map(({ path }) => path)];
/** Whether the alarm about limits stands, by the journal, and what it says. */
async function alarm(): Promise<Record<string, unknown> | null> {
  const records = (await running?.events()) ?? [];
  const last = records.findLast(
    ({ type, payload }) =>
      (type === 'alarm.raised' && (payload['alarm'] as Record<string, unknown>)['kind'] === 'limits_kept') ||
      (type === 'alarm.cleared' && String(payload['alarmId']).startsWith('limits_kept')),
  );
  return last?.type === 'alarm.raised' ? (last.payload['alarm'] as Record<string, unknown>) : null;
}

test.each([
  ['ended in order', (cockpit: Headless) => cockpit.terminate().then(() => undefined)],
  ['killed', (cockpit: Headless) => cockpit.kill()],
])('config.json edited between two starts widens nothing while a position is open: %s', async (_how, end) => {
  const own = new OwnConfig();
  folder = own;
  own.write(CONFIG);
  running = await Headless.start(own);
  expect(stops(await status())).toEqual([50, 70, []]);
  const life = await running.traded('first', { stopPips: 200, targetPips: 600 });
  expect(life['state']).toBe('open');
  await end(running);

  own.write(WIDER);
  const written = own.text;
  running = await Headless.start(own);
  const kept = ['cells.u3.maxOpenPositions', 'rulebook.hardStopPct', 'rulebook.softStopPct'];
  const seen = await status();
  expect([seen.risk.softStopPct, seen.risk.hardStopPct, seen.risk.limitsKept.map(({ path }) => path).sort()]).toEqual([
    50,
    70,
    kept,
  ]);
  const told = await until(alarm, (one) => one !== null, 10_000);
  expect(told?.['cause']).toMatch(/rulebook\.hardStopPct.*(70.*95|95.*70)/);
  expect(own.text).toBe(written);
  expect((await running.events()).filter(({ type }) => type === 'limits.kept')).toHaveLength(1);

  // Tighter is taken at once, with the position open.
  await running.terminate();
  own.write({ ...WIDER, rulebook: { softStopPct: 40, hardStopPct: 95 } });
  running = await Headless.start(own);
  expect([(await status()).risk.softStopPct, (await status()).risk.hardStopPct]).toEqual([40, 70]);

  // As soon as nothing is open the file is in force, and the alarm is over.
  await running.ask('POST', '/system/emergency-stop', { reason: 'flat', flatten: true });
  const after = await until(status, ({ risk }) => risk.limitsKept.length === 0, 20_000);
  expect(stops(after)).toEqual([40, 95, []]);
  await until(alarm, (one) => one === null, 10_000);
  expect(await alarm()).toBeNull();
});

test('a card that waits when approvals are turned to auto in the file is not traded by it: it expires', async () => {
  const own = new OwnConfig();
  folder = own;
  own.write({ ...CONFIG, approvals: { mode: 'confirm', ttlMs: 12_000 } });
  running = await Headless.start(own);
  const life = await running.traded('asked', { stopPips: 200, targetPips: 600 });
  expect(life['state']).toBe('awaiting_approval');
  await running.terminate();
  own.write({ ...CONFIG, approvals: { mode: 'auto', ttlMs: 12_000 } });
  running = await Headless.start(own);
  const cockpit = running;
  const id = String(life['signalId']);
  const end = await cockpit.signalIn(id, ['expired', 'rejected', 'failed', 'open'], 30_000);
  expect([end['state'], (await cockpit.events()).filter(({ type }) => type === 'order.intended')]).toEqual(['expired', []]);
});
