import { callAgent, NO_OBSERVER } from '#engine/controller';
import { emptyCockpit } from '#shared/projection';
import { keep } from '../measure/keep.ts';
import { keptBytes, timeLoop, type AsyncLoop, type Loop } from '../measure/time-loop.ts';
import type { Figures, Suite } from '../suite.ts';

/** Eight agents, so that the compiler cannot paste the one it knows into the loop: a controller calls many. */
const AGENTS: readonly (() => number)[] = [() => 1, () => 2, () => 3, () => 4, () => 5, () => 6, () => 7, () => 8];
const agent = (i: number): (() => number) => AGENTS[i & 7] ?? idle;
const idle = (): number => 0;
const asyncWork = async (): Promise<number> => 42;

async function figures(loop: Loop | AsyncLoop): Promise<Figures> {
  return { ns: await timeLoop(loop), kept: await keptBytes(loop) };
}

const repeat =
  (call: (i: number) => number): Loop =>
  (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += call(i);
    keep(sum);
  };
const repeatAsync =
  (call: (i: number) => Promise<number>): AsyncLoop =>
  async (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += await call(i);
    keep(sum);
  };

const cockpit = emptyCockpit();
const through = (i: number): number => {
  const asked = callAgent(cockpit, 'owner', 'read', 1_754_384_400_000, NO_OBSERVER, agent(i));
  return asked.kind === 'answered' ? asked.value : 0;
};

async function cockatiel(): Promise<Figures> {
  const { circuitBreaker, ConsecutiveBreaker, handleAll } = await import('cockatiel');
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 30_000, breaker: new ConsecutiveBreaker(5) });
  return figures(repeatAsync(() => breaker.execute(asyncWork)));
}

async function opossum(): Promise<Figures> {
  const { default: CircuitBreaker } = await import('opossum');
  const breaker = new CircuitBreaker(asyncWork, { timeout: false, errorThresholdPercentage: 50, resetTimeout: 30_000 });
  return figures(repeatAsync(() => breaker.fire()));
}

export const suite: Suite = {
  name: 'breaker-closed',
  title: 'Circuit breaker, closed: one successful call',
  baseline: 'bare call, sync',
  metrics: [
    { key: 'ns', label: 'a call', unit: 'ns' },
    { key: 'kept', label: 'kept after 1e6', unit: 'B' },
  ],
  candidates: [
    { name: 'bare call, sync', measure: () => figures(repeat((i) => agent(i)())) },
    { name: 'ours: callAgent, sync', measure: () => figures(repeat(through)) },
    { name: 'bare await', measure: () => figures(repeatAsync(asyncWork)) },
    { name: 'ours inside an async function', measure: () => figures(repeatAsync(async (i) => through(i))) },
    { name: 'cockatiel ConsecutiveBreaker, async', measure: cockatiel },
    { name: 'opossum timeout:false, async', measure: opossum },
  ],
  peers: ['cockatiel', 'opossum'],
  notes: ['Ours is synchronous and pure, kept in the projection by agent and effect; the peers only offer a promise.'],
};
