import { loadavg } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signalBody } from '#test/bench/world/signed-request.ts';
import { startProgram, type Running } from '#test/bench/world/process.ts';
import { collectedHeap, INSPECTED } from './collected-heap.ts';
import { DataFolder, Headless, pause } from './headless-process.ts';
import { mixedLoad, type LoadReport } from './mixed-load.ts';

/** COCKPIT_LOAD_SECONDS=60 is the whole story; the suite tells a short one. */
const SECONDS = Number(process.env['COCKPIT_LOAD_SECONDS'] ?? 4);
const PER_SECOND = 500;
const folder = new DataFolder({
  intake: { rateLimitPerMinute: 1_000_000 },
  // Everything is checked and taken on record; the product owner then refuses it, so that no book fills up.
  strategies: { m5_bos: { enabled: false }, m1_retest: { enabled: false } },
  detector: { enabled: false },
});
let cockpit: Headless;
let fastify: Running;
beforeAll(async () => {
  cockpit = await Headless.start(folder, [], undefined, INSPECTED);
  fastify = await startProgram(new URL('../bench/peers/fastify-server.ts', import.meta.url), [folder.secrets.webhookSecret]);
});
afterAll(async () => {
  await fastify.stop();
  await cockpit.kill();
  folder.remove();
});

const bodyOf = (id: string): string =>
  JSON.stringify({
    ...JSON.parse(signalBody({ id, pattern: 'M5_BOS', price: 1.1 })),
    timestamp: new Date(cockpit.now()).toISOString(),
  });
const at = (values: readonly number[], percent: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? NaN;
const counted = (values: readonly number[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
const tell = (name: string, { sound, forged, oversize, slow, acceptedMs, seconds }: LoadReport): void =>
  console.log(
    `load story, ${name}: ${((PER_SECOND * SECONDS) / seconds).toFixed(0)} deliveries/s for ${seconds.toFixed(1)} s;`,
    `sound ${JSON.stringify(counted([...sound.values()].flat()))}, forged ${JSON.stringify(counted(forged.map(({ status }) => status)))},`,
    `oversize ${JSON.stringify(counted(oversize.map(({ status }) => status)))}, slow ${JSON.stringify(counted(slow.map(({ status }) => status)))};`,
    `accepted p50 ${at(acceptedMs, 50).toFixed(1)} ms, p99 ${at(acceptedMs, 99).toFixed(1)} ms; load ${loadavg()[0]?.toFixed(1) ?? ''}`,
  );

describe(`${PER_SECOND} deliveries a second for ${SECONDS} s, sound, repeated, forged, too large and slow`, () => {
  let report: LoadReport;
  const memory: number[] = [];
  /** Bytes in use before and after. */
  const heap: number[] = [];
  let accepted: readonly string[] = [];

  beforeAll(
    async () => {
      heap.push(await collectedHeap(cockpit));
      const looking = { isOn: true };
      const looks = (async () => {
        while (looking.isOn) {
          const { text = '' } = (await cockpit.get('/metrics')) as { text?: string };
          memory.push(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? NaN) / 1e6);
          await pause(1_000);
        }
      })();
      const { webhookSecret: secret } = folder.secrets;
      report = await mixedLoad(
        { port: Number(new URL(cockpit.ready.http).port), secret, now: () => cockpit.now() },
        PER_SECOND,
        SECONDS,
        bodyOf,
      );
      looking.isOn = false;
      await looks;
      heap.push(await collectedHeap(cockpit));
      tell('cockpit', report);
      tell(
        'bare fastify',
        await mixedLoad({ port: Number(fastify.ready), secret, now: () => cockpit.now() }, PER_SECOND, SECONDS, bodyOf),
      );
      console.log(`memory of the cockpit, MB, a second apart: ${memory.map((mb) => mb.toFixed(0)).join(' ')}`);
      console.log(`in use of its heap, MB, before and after: ${heap.map((bytes) => (bytes / 1e6).toFixed(0)).join(' ')}`);
      const records: string[] = [];
      for (let since = 0; ;) {
        const page = (await cockpit.get(`/events?since=${since}&limit=1000&type=signal.accepted`)) as unknown as Accepted[];
        records.push(...page.map(({ payload }) => payload.signal.signalId));
        since = page.at(-1)?.seq ?? since;
        if (page.length < 1_000) break;
      }
      accepted = records;
    },
    60_000 + SECONDS * 20_000,
  );

  test('nothing that was answered with 202 is lost, nothing is on record twice, and nothing is that was refused', () => {
    const onRecord = new Set(accepted);
    expect(onRecord.size).toBe(accepted.length);
    // Where no answer came nobody knows: it is on record once at most.
    const wrong = [...report.sound].filter(([id, [first]]) => first !== 0 && onRecord.has(id) !== (first === 202));
    expect(wrong).toEqual([]);
    expect([...onRecord].filter((id) => !report.sound.has(id))).toEqual([]);
    expect(accepted.length).toBeGreaterThan(0);
  });

  test('a request that is sent again as it was is refused for its nonce', () => {
    const again = [...report.sound.values()].filter(([first, second]) => first === 202 && second !== undefined && second !== 0);
    expect(again.length).toBeGreaterThan(0);
    expect(again.filter(([, second]) => second !== 401)).toEqual([]);
  });

  test('what is sound is taken or turned away with 429 or 503, what is not is refused by its own reason', () => {
    const statuses = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);
    expect([202, 401, 408, 429, 503, 0]).toEqual(expect.arrayContaining([...statuses([...report.sound.values()].flat())]));
    expect([401, 408, 0]).toEqual(expect.arrayContaining([...statuses(report.forged.map(({ status }) => status))]));
    expect([413, 408, 0]).toEqual(expect.arrayContaining([...statuses(report.oversize.map(({ status }) => status))]));
    // On a machine that has no time a slow body may be whole before its five seconds are looked at: it is refused as unsigned then.
    expect([400, 401, 408, 0]).toEqual(expect.arrayContaining([...statuses(report.slow.map(({ status }) => status))]));
  });

  test('and the cockpit is well afterwards', async () => {
    expect((await cockpit.ask('GET', '/healthz')).status).toBe(200);
    const { accepted: counts } = await cockpit.get('/webhook/status');
    expect(counts).toBe(accepted.length);
    const [before = NaN, after = NaN] = heap;
    // Not what the process takes of the machine: uncollected heap is as large as the machine allows. What is bounded fills up here.
    expect(after - before).toBeLessThan(25e6 + 500 * PER_SECOND * SECONDS);
  });
});

type Accepted = { readonly seq: number; readonly payload: { readonly signal: { readonly signalId: string } } };
