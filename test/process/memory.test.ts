import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BOUNDS } from '#shared/projection';
import { signalBody } from '#test/bench/world/signed-request.ts';
import { collectedHeap, INSPECTED } from './collected-heap.ts';
import { DataFolder, Headless } from './headless-process.ts';

/** Of each ten deliveries seven are taken, the others are forged, too large and unreadable. */
const ROUND = 3_000;
/** As many may always wait: none is turned away because the machine is slow. */
const SENDERS = 12;
/** A signal's life alone takes twice as much. */
const BYTES_EACH = 1_500;

const folder = new DataFolder({
  intake: { rateLimitPerMinute: 1_000_000 },
  strategies: { m5_bos: { enabled: false }, m1_retest: { enabled: false } },
  detector: { enabled: false },
});
let cockpit: Headless;
beforeAll(async () => {
  cockpit = await Headless.start(folder, [], undefined, INSPECTED);
});
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

async function deliver(at: number): Promise<number> {
  const signal = JSON.parse(signalBody({ id: `memory-${at}`, pattern: 'M5_BOS', price: 1.1 })) as Record<string, unknown>;
  const body = JSON.stringify({ ...signal, timestamp: new Date(cockpit.now()).toISOString() });
  const { secrets } = folder;
  const sent = [
    () => cockpit.webhookWith('another-secret', body),
    // Its sender may still be writing when the answer comes and the connection ends.
    () => cockpit.webhookWith(secrets.webhookSecret, 'x'.repeat(9 * 1024)).catch(() => ({ status: 413 })),
    () => cockpit.webhookWith(secrets.webhookSecret, `what is ${at}?`),
  ][at % 10];
  return (await (sent?.() ?? cockpit.webhookWith(secrets.webhookSecret, body))).status;
}

/** Sends a round's deliveries, and counts their answers. */
async function round(from: number): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  let next = from;
  const send = async (): Promise<void> => {
    while (next < from + ROUND) {
      const status = await deliver(next++);
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return counts;
}

describe('what the cockpit keeps in memory', () => {
  test(
    'is as much after thousands of deliveries as after the first ones that filled what is bounded',
    { timeout: 400_000 },
    async () => {
      const first = await round(0);
      expect(first).toEqual({ 202: 0.7 * ROUND, 400: 0.1 * ROUND, 401: 0.1 * ROUND, 413: 0.1 * ROUND });
      expect(first[202]).toBeGreaterThan(BOUNDS.signals);
      const filled = await collectedHeap(cockpit);
      expect(await round(ROUND)).toEqual(first);
      const after = await collectedHeap(cockpit);
      expect(after - filled).toBeLessThan(BYTES_EACH * ROUND);
    },
  );
});
