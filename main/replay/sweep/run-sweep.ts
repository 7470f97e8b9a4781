import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SweepPoint } from './grid.ts';
import type { SweepRun } from './sweep-run.ts';
import { sweeper, type SweepAnswer, type SweepTask } from './sweep-worker.ts';

export type SweepOptions = {
  readonly task: SweepTask;
  readonly points: readonly SweepPoint[];
  /** Runs of before, by their key. */
  readonly known: ReadonlyMap<string, SweepRun>;
  readonly jobs: number;
  /** Hears of each new run as it ends, in whatever order. */
  readonly ended: (run: SweepRun) => void;
};

/** Every point once, over so many threads. The runs are in the order of the points; a point that is refused ends the sweep. */
export async function runSweep({ task, points, known, jobs, ended }: SweepOptions): Promise<readonly SweepRun[]> {
  const runs = new Map<number, SweepRun>();
  let next = 0;
  const refused: string[] = [];
  const line = async (ask: (point: SweepPoint) => Promise<SweepAnswer | string>): Promise<void> => {
    for (let own = next++; own < points.length && refused.length === 0; own = next++) {
      const point = points[own] ?? [];
      const answer = await ask(point);
      if (typeof answer === 'string') {
        const before = known.get(answer);
        if (before !== undefined) runs.set(own, { ...before, point });
      } else if (answer.ok) {
        runs.set(own, answer.run);
        ended(answer.run);
      } else refused.push(`${point.map(([path, value]) => `${path}=${String(value)}`).join(', ')}: ${answer.problem}`);
    }
  };
  const keys = [...known.keys()];
  if (jobs === 1) {
    const run = await sweeper(task);
    await line((point) => run(point, new Set(keys)));
  } else {
    const workers = Array.from(
      { length: Math.min(jobs, points.length) },
      () => new Worker(join(import.meta.dirname, 'sweep-worker.ts'), { workerData: { task } }),
    );
    try {
      await Promise.all(workers.map((worker) => line((point) => asked(worker, point, keys))));
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  }
  const [problem] = refused;
  if (problem !== undefined) throw new Error(problem);
  return points.flatMap((_, index) => runs.get(index) ?? []);
}

const asked = (worker: Worker, point: SweepPoint, known: readonly string[]): Promise<SweepAnswer | string> =>
  new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      act();
    };
    const onMessage = (answer: SweepAnswer | string): void => settle(() => resolve(answer));
    const onError = (error: Error): void => settle(() => reject(error));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage({ point, known });
  });
