import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { simulate, type Plan, type Simulated } from './simulate.ts';

/** Seeds one worker tells before it reports. */
const CHUNK = 8;

/** As many as the machine can do at once. */
export const jobsMost = (): number => availableParallelism();

/** The first story that broke a rule, and the plan it was told from. */
export type BrokenRun = { readonly story: Simulated; readonly plan: Plan };

/**
 * Runs the plans and reports each in the order of the plans, whichever worker ran it; stops after the first that broke a
 * rule. With one job everything happens in this thread.
 */
export async function runSeeds(
  plans: Iterable<Plan>,
  jobs: number,
  told: (story: Simulated, plan: Plan) => void,
): Promise<BrokenRun | null> {
  const chunks = chunked(plans);
  const waiting = new Map<number, readonly (readonly [Simulated, Plan])[]>();
  let handed = 0;
  let taken = 0;
  let broken: BrokenRun | null = null;
  const hand = (): void => {
    for (let stories = waiting.get(handed); stories !== undefined && broken === null; stories = waiting.get(handed)) {
      waiting.delete(handed);
      handed += 1;
      for (const [story, plan] of stories) {
        told(story, plan);
        if (story.broken !== null) {
          broken = { story, plan };
          break;
        }
      }
    }
  };
  const line = async (tell: (chunk: readonly Plan[]) => Promise<readonly Simulated[]>): Promise<void> => {
    for (let next = chunks.next(); next.done !== true && broken === null; next = chunks.next()) {
      const number = taken;
      taken += 1;
      const stories = await tell(next.value);
      waiting.set(
        number,
        stories.map((story, i) => [story, next.value[i] as Plan]),
      );
      hand();
    }
  };
  if (jobs === 1) await line(tellAll);
  else {
    const workers = Array.from({ length: jobs }, () => new Worker(new URL(import.meta.url), { workerData: TELLER }));
    try {
      await Promise.all(workers.map((worker) => line((chunk) => askWorker(worker, chunk))));
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  }
  return broken;
}

const TELLER = 'a teller of simulated stories';

/** Stops at the first that breaks a rule: what would come behind it is not looked at. */
async function tellAll(chunk: readonly Plan[]): Promise<readonly Simulated[]> {
  const stories: Simulated[] = [];
  for (const plan of chunk) {
    const story = await simulate(plan);
    stories.push(story);
    if (story.broken !== null) break;
  }
  return stories;
}

const askWorker = (worker: Worker, chunk: readonly Plan[]): Promise<readonly Simulated[]> =>
  new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      act();
    };
    const onMessage = (stories: readonly Simulated[]): void => settle(() => resolve(stories));
    const onError = (error: Error): void => settle(() => reject(error));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(chunk);
  });

function* chunked(plans: Iterable<Plan>): Generator<readonly Plan[], undefined> {
  let chunk: Plan[] = [];
  for (const plan of plans) {
    chunk.push(plan);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

if (!isMainThread && workerData === TELLER) {
  const port = parentPort;
  port?.on('message', (chunk: readonly Plan[]) => {
    // An error here is a bug of the simulator: it ends the worker, and who asked is told.
    void tellAll(chunk).then((stories) => port.postMessage(stories));
  });
}
