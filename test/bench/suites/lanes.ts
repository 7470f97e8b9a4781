import { callAgent, Lanes, type CallObserver } from '#engine/controller';
import { Meters } from '#main/runtime/meters.ts';
import type { Lane } from '#shared/domain';
import { message as schema, type Message } from '#shared/events';
import { present } from '#shared/lib';
import { emptyCockpit } from '#shared/projection';
import { keep } from '../measure/keep.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import { timeLoop } from '../measure/time-loop.ts';
import { Ring } from '../peers/ring.ts';
import type { Figures, Suite } from '../suite.ts';
import { messages } from '../world/messages.ts';

const BURST = 64;
const BACKLOG = 10_000;
const POOL = messages(4_096);
const RANK: Readonly<Record<Lane, number>> = { critical: 3, high: 2, normal: 1, low: 0 };

/** Takes messages in and, at `drain`, hands every one of them to its agent. */
type Router = { offer(message: Message, lane: Lane): void; drain(): Promise<void> | void };

const edge = (message: Message): Message => present(schema.safeParse(message).data, 'a sound message');
const handle = ({ signalId, deadlineAt }: Message): number => signalId.length + (deadlineAt & 1);

/** Everything the product does on this way: validation at the edge, lane, breaker, timing of the agent, routing meter. */
function ours(check: (message: Message) => Message): Router {
  const lanes = new Lanes<Message>();
  const meters = new Meters();
  const cockpit = emptyCockpit();
  const watch: CallObserver = { enter: () => undefined, leave: (agent, failed) => meters.agent(agent).record(0.01, failed, 0) };
  return {
    offer: (message, lane) => {
      if (!lanes.offer(lane, check(message), performance.now())) throw new Error(`the ${lane} lane is full`);
    },
    drain: () => {
      for (;;) {
        const taken = lanes.take(performance.now());
        if (taken === null) return;
        meters.routing.record(taken.waitedMs);
        const asked = callAgent(cockpit, taken.item.to, 'read', 1_754_384_400_000, watch, () => handle(taken.item));
        if (asked.kind === 'answered') keep(asked.value);
      }
    },
  };
}

function rings(): Router {
  const lanes: Readonly<Record<Lane, Ring<Message>>> = {
    critical: new Ring(),
    high: new Ring(),
    normal: new Ring(),
    low: new Ring(),
  };
  return {
    offer: (message, lane) => lanes[lane].push(edge(message)),
    drain: () => {
      for (const ring of Object.values(lanes))
        for (let next = ring.shift(); next !== undefined; next = ring.shift()) keep(handle(next));
    },
  };
}

async function pQueue(): Promise<Router> {
  const { default: PQueue } = await import('p-queue');
  const queue = new PQueue({ concurrency: 1 });
  const waiting: Promise<unknown>[] = [];
  return {
    offer: (message, lane) => {
      const checked = edge(message);
      waiting.push(queue.add(() => keep(handle(checked)), { priority: RANK[lane] }));
    },
    drain: async () => {
      for (const done of waiting.splice(0)) await done;
    },
  };
}

async function fastq(): Promise<Router> {
  const { default: createQueue } = await import('fastq');
  const queue = createQueue.promise(async (message: Message) => keep(handle(message)), 1);
  const waiting: Promise<unknown>[] = [];
  return {
    offer: (message) => void waiting.push(queue.push(edge(message))),
    drain: async () => {
      for (const done of waiting.splice(0)) await done;
    },
  };
}

async function figures(router: Router): Promise<Figures> {
  const run = async (count: number, burst: number, lane: Lane | null): Promise<void> => {
    for (let sent = 0; sent < count; sent += burst) {
      for (let i = 0; i < burst; i += 1) {
        const message = present(POOL[(sent + i) & 4_095], 'a message');
        router.offer(message, lane ?? message.priority);
      }
      const drained = router.drain();
      if (drained !== undefined) await drained;
    }
  };
  const burst = await timeLoop((times) => run(times * BURST, BURST, null));
  const began = nanoseconds();
  await run(BACKLOG, BACKLOG, 'low');
  return { burst: burst / BURST, backlog: (nanoseconds() - began) / BACKLOG };
}

export const suite: Suite = {
  name: 'lanes',
  title: 'Controller: validate at the edge, queue by priority, dispatch (a message)',
  baseline: 'ours: zod, lanes, breaker, meters',
  metrics: [
    { key: 'burst', label: 'bursts of 64', unit: 'ns' },
    { key: 'backlog', label: 'backlog of 10,000', unit: 'ns' },
  ],
  candidates: [
    { name: 'ours: zod, lanes, breaker, meters', measure: () => figures(ours(edge)) },
    { name: 'ours, internal hop (no zod)', measure: () => figures(ours((message) => message)) },
    { name: 'four rings + zod (floor)', measure: () => figures(rings()) },
    { name: 'p-queue with priorities + zod', measure: async () => figures(await pQueue()) },
    { name: 'fastq (promise, no priorities) + zod', measure: async () => figures(await fastq()) },
  ],
  peers: ['p-queue', 'fastq', 'zod'],
};
