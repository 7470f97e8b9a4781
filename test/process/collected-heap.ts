import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Headless } from './headless-process.ts';

/** For the environment of a cockpit whose heap is looked at. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' } as const;

/**
 * Bytes of its heap that a cockpit still needs: those that are left after a collection. What the process takes of the machine says
 * little about it, because a heap grows for as long as there is room before it is collected.
 */
export async function collectedHeap(cockpit: Headless): Promise<number> {
  const [address] = /ws:\/\/127\.0\.0\.1:\S+/.exec(cockpit.output.stderr) ?? [];
  if (address === undefined) throw new Error('The cockpit was not started INSPECTED');
  const inspector = new WebSocket(address);
  await once(inspector, 'open');
  const ask = async (id: number, method: string): Promise<Record<string, unknown>> => {
    inspector.send(JSON.stringify({ id, method }));
    for (;;) {
      const [data] = (await once(inspector, 'message')) as [Buffer];
      const told = JSON.parse(data.toString('utf8')) as { readonly id?: number; readonly result?: Record<string, unknown> };
      if (told.id === id && told.result !== undefined) return told.result;
    }
  };
  try {
    // What has a finalizer goes with the second collection.
    await ask(1, 'HeapProfiler.collectGarbage');
    await ask(2, 'HeapProfiler.collectGarbage');
    const { usedSize } = await ask(3, 'Runtime.getHeapUsage');
    if (typeof usedSize !== 'number') throw new Error('The inspector does not tell the size of the heap');
    return usedSize;
  } finally {
    inspector.terminate();
  }
}
