import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createReplayDesk } from '#main/host/replays/index.ts';
import type { BackgroundStart, BackgroundTask, BackgroundWord } from '#ports';
import { defaultConfig } from '#shared/config';
import type { KeptRun, ReplayAsk, Refusal } from '#shared/ipc';
import type { Result } from '#shared/lib';

export const REPLAY: ReplayAsk = {
  ...{ kindOfJob: 'replay', name: 'June', files: ['EURUSD_M1.csv'], kind: null, rows: {}, change: {}, rearm: 'daily' },
  ...{ rates: [], spec: null, approve: { what: 'all', score: 0, afterS: 0 }, intrabar: 'pessimistic', calendar: null },
};

export const RUN: KeptRun = {
  ...{ id: 'run-1', kind: 'replay', name: 'June', at: 5, version: '1', files: ['EURUSD_M1.csv'], symbol: 'EURUSD' },
  ...{ from: 1, to: 9, digests: { config: 'c', prices: 'p' }, rulebook: 'FTMO', currency: 'USD', trades: 0, net: 0 },
  ...{ breach: null, runs: null },
};

/** A process that says what the test says; killed, it ends as a real one does: later, and without a last word. */
export type FakeProcess = {
  readonly task: BackgroundTask;
  isKilled: boolean;
  say(word: BackgroundWord): void;
  end(why?: string): void;
};

/** A desk on a folder of its own, with processes that the test leads. */
export function deskOn(dataDir = folderOf()) {
  const processes: FakeProcess[] = [];
  const clock = { now: 1_000 };
  let id = 0;
  const start: BackgroundStart = (task, { said, ended }) => {
    const end = (why = 'it ended with 0'): void => queueMicrotask(() => ended(why));
    const own: FakeProcess = { task, isKilled: false, say: said, end };
    processes.push(own);
    return {
      kill: () => {
        own.isKilled = true;
        end('it ended with SIGKILL');
      },
    };
  };
  const desk = createReplayDesk({
    dataDir,
    clock: { nowMs: () => clock.now, wallMs: () => clock.now },
    ids: { next: () => `run-${(id += 1)}` },
    start,
  });
  const put = (name: string, text: string) => uploaded(desk, name, text);
  const started = (ask: Parameters<typeof desk.start>[0]) => desk.start(ask, defaultConfig());
  const over = async (): Promise<void> => {
    while ((await desk.view()).job?.state === 'running') await new Promise((resolve) => setImmediate(resolve));
  };
  return { desk, dataDir, processes, clock, put, started, over };
}

export function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'replays-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Sends a text in parts of so many bytes, as a window does. */
export async function uploaded(
  desk: ReturnType<typeof createReplayDesk>,
  name: string,
  text: string,
  partBytes = 36_000,
): Promise<Result<{ received: number }, Refusal>> {
  const bytes = Buffer.from(text);
  let last: Result<{ received: number }, Refusal> = { ok: true, value: { received: 0 } };
  for (let offset = 0; offset < bytes.length && last.ok; offset += partBytes)
    last = await desk.upload({
      ...{ name, size: bytes.length, offset },
      data: bytes.subarray(offset, offset + partBytes).toString('base64'),
    });
  return last;
}
