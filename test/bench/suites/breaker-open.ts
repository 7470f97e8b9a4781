import { callAgent, NO_OBSERVER } from '#engine/controller';
import { breakerKey, emptyCockpit } from '#shared/projection';
import { keep } from '../measure/keep.ts';
import { timeLoop } from '../measure/time-loop.ts';
import type { Figures, Suite } from '../suite.ts';

const NOW = 1_754_384_400_000;
const work = (): number => 42;

async function ours(): Promise<Figures> {
  const cockpit = emptyCockpit();
  const breaker = { state: 'OPEN', failures: 5, reopensAt: NOW + 1e9 } as const;
  cockpit.breakers.set(breakerKey('owner', 'read'), breaker);
  const ns = await timeLoop((times) => {
    let blocked = 0;
    for (let i = 0; i < times; i += 1) {
      if (callAgent(cockpit, 'owner', 'read', NOW, NO_OBSERVER, work).kind === 'blocked') blocked += 1;
    }
    if (blocked !== times) throw new Error('an open breaker let a call through');
    keep(blocked);
  });
  return { ns };
}

async function rejected(call: () => Promise<unknown>): Promise<Figures> {
  const ns = await timeLoop(async (times) => {
    let blocked = 0;
    for (let i = 0; i < times; i += 1) {
      try {
        await call();
      } catch {
        blocked += 1;
      }
    }
    if (blocked !== times) throw new Error('an open breaker let a call through');
    keep(blocked);
  });
  return { ns };
}

async function cockatiel(): Promise<Figures> {
  const { circuitBreaker, ConsecutiveBreaker, handleAll } = await import('cockatiel');
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 30_000, breaker: new ConsecutiveBreaker(5) });
  breaker.isolate();
  return rejected(() => breaker.execute(work));
}

async function opossum(): Promise<Figures> {
  const { default: CircuitBreaker } = await import('opossum');
  const breaker = new CircuitBreaker(async () => work(), { timeout: false, resetTimeout: 3_600_000 });
  breaker.open();
  return rejected(() => breaker.fire());
}

export const suite: Suite = {
  name: 'breaker-open',
  title: 'Circuit breaker, open: one rejected call with its reason',
  baseline: 'ours: callAgent, sync',
  metrics: [{ key: 'ns', label: 'a call', unit: 'ns' }],
  candidates: [
    { name: 'ours: callAgent, sync', measure: ours },
    { name: 'cockatiel, async', measure: cockatiel },
    { name: 'opossum, async', measure: opossum },
  ],
  peers: ['cockatiel', 'opossum'],
};
