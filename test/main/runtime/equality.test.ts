import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalRecord } from '#shared/events';
import { apply, emptyCockpit, fork, packCockpit, unpackCockpit, type CockpitState } from '#shared/projection';
import type { CockpitInMemory } from './cockpit-in-memory.ts';
import { openStory, story, take, type Story } from './random-story.ts';
import { engineText, firstDisagreement, foldedFrom, fromDisk, stateText } from './replayed.ts';
import { patience } from '../../time/pace.ts';

/** Stories that once went wrong stay here, beside those of chance. */
const KEPT: readonly Story[] = [
  {
    // An exit whose close meets a closed market waits a minute before it is asked again.
    mode: 'auto',
    steps: [
      { do: 'signal', symbol: 'EURUSD', direction: 'BUY', pattern: 'M5_BOS' },
      { do: 'price', symbol: 'EURUSD', pips: 0 },
      { do: 'take-away', symbol: 'EURUSD', direction: 'BUY', kind: 'exit' },
      { do: 'fault', fault: { kind: 'refuse', retcode: 10018, text: 'Market closed' } },
      { do: 'bad-signal', symbol: 'EURUSD', what: 'tight stop' },
      { do: 'halt', flatten: false },
      { do: 'signal', symbol: 'EURUSD', direction: 'BUY', pattern: 'M5_BOS' },
      { do: 'resume' },
      { do: 'approve', which: 0 },
    ],
    frames: [0],
    connectAfter: 0,
  },
  {
    mode: 'veto',
    steps: [
      { do: 'signal', symbol: 'EURUSD', direction: 'BUY', pattern: 'M5_BOS' },
      { do: 'approve', which: 0 },
      { do: 'wait', ms: 5_000 },
      { do: 'override', which: 0 },
      { do: 'wait', ms: 5_000 },
    ],
    frames: [0],
    connectAfter: 0,
  },
  {
    mode: 'confirm',
    steps: [
      { do: 'algo-trading', on: false },
      { do: 'by-hand', symbol: 'EURUSD', safe: false },
      { do: 'breaker', agent: 'terminal', isolate: false },
      { do: 'breaker', agent: 'terminal', isolate: true },
    ],
    frames: [0],
    connectAfter: 0,
  },
];
/** What the stories of one run have to reach between them, or they prove less than they say. */
const REACHED = [
  'order confirmed',
  'order refused',
  'order unknown',
  'probed found',
  'probed absent',
  'trading halted',
  'trading active',
  'run.sealed',
  'position.closed',
];

/** A window: a copy of the state at the moment it connects, then the feed in frames of any size. */
class Window {
  #state: CockpitState;
  #waiting: JournalRecord[] = [];

  constructor(hello: unknown) {
    this.#state = unpackCockpit(JSON.parse(JSON.stringify(hello)));
  }

  hear(batch: readonly JournalRecord[]): void {
    this.#waiting.push(...batch);
  }

  frame(count: number): void {
    const fresh = this.#waiting.splice(0, count).filter(({ seq }) => seq > this.#state.lastSeq);
    if (fresh.length > 0) this.#state = fresh.reduce(apply, fork(this.#state));
  }

  get text(): string {
    this.frame(this.#waiting.length);
    return stateText(this.#state);
  }
}

type Told = { readonly cockpit: CockpitInMemory; readonly window: Window };

async function tell({ mode, steps, frames, connectAfter }: Story): Promise<Told> {
  const cockpit = await openStory(mode);
  let window: Window | null = null;
  let heard = cockpit.fed.length;
  for (const [n, move] of steps.entries()) {
    if (n === connectAfter % steps.length) {
      window = new Window(packCockpit(cockpit.cockpit));
      heard = cockpit.fed.length;
    }
    await take(cockpit, move, n);
    window?.hear(cockpit.fed.slice(heard).flat());
    heard = cockpit.fed.length;
    window?.frame(frames[n % frames.length] ?? 1);
  }
  // A quiet end: cards run out, and everything that is then on its way gets the time it needs to be known.
  Object.assign(cockpit.life, { cut: false, blind: false });
  await cockpit.act('breaker.reset', { agent: 'terminal', effect: 'read', reason: 'the end of the story' });
  await cockpit.advance(75_000);
  window ??= new Window(packCockpit(cockpit.cockpit));
  window.hear(cockpit.fed.slice(heard).flat());
  return { cockpit, window };
}

function expectSound({ cockpit, window }: Told): void {
  expect(cockpit.bugs).toEqual([]);
  // The window's state is the engine's.
  expect(window.text).toBe(stateText(cockpit.cockpit));
  cockpit.runtime.loop.recordHeld();
  // Folding what is on record gives the engine as it stands, and deciding it again gives what was decided.
  const records = fromDisk(cockpit.records);
  expect(engineText(foldedFrom(records))).toBe(engineText(cockpit.runtime.loop.engine));
  expect(firstDisagreement(records)).toBeNull();
  expectTradedOnce(cockpit);
  expectHaltKept(records);
  expectSettled(cockpit);
}

/** Requote, price changed, no quotes: what a fresh price answers. */
const REQUOTES: readonly number[] = [10_004, 10_020, 10_021];

/**
 * One order a signal, ever, whatever was lost on the way, and another one only after a requote; nothing left the cockpit that was
 * not on record.
 */
function expectTradedOnce(cockpit: CockpitInMemory): void {
  const clientOrderIds = cockpit.entriesSent.map(({ clientOrderId }) => clientOrderId);
  const { signals, orders: known } = cockpit.cockpit;
  const isRequoted = (id: string): boolean => {
    const outcome = known.get(id)?.outcome;
    return outcome?.kind === 'refused' && REQUOTES.includes(outcome.retcode);
  };
  expect([...signals.values()].filter(({ orders }) => !orders.slice(0, -1).every(isRequoted))).toEqual([]);
  expect(clientOrderIds.length).toBe(new Set(clientOrderIds).size);
  const intended = new Set(cockpit.recordsOf('order.intended').map(({ clientOrderId }) => clientOrderId));
  expect(cockpit.sent.filter(({ clientOrderId }) => !intended.has(clientOrderId))).toEqual([]);
}

/** Between a latch and the resume after it no entry is intended. */
function expectHaltKept(records: readonly JournalRecord[]): void {
  let isHalted = false;
  for (const record of records) {
    if (record.type === 'trading.changed') isHalted = record.payload.to === 'halted';
    if (record.type === 'order.intended' && record.payload.request.op === 'open') expect(isHalted).toBe(false);
  }
}

const PASSING: ReadonlySet<string> = new Set(['received', 'evaluated', 'awaiting_approval', 'in_pipeline', 'ordered', 'unknown']);

/** After a quiet minute and a quarter (a closed market is asked again after one) with a terminal that answers: nothing is unknown, and ledger and terminal hold the same. */
function expectSettled({ cockpit, broker }: CockpitInMemory): void {
  const there = (broker.snapshot()?.positions ?? []).map(({ ticket, volume }) => `${ticket} ${volume}`).sort();
  const ours = [...cockpit.positions.values()].map(({ position: { ticket, volume } }) => `${ticket} ${volume}`).sort();
  const open = [...cockpit.orders.values()]
    .filter(({ state }) => state === 'intended' || state === 'unknown')
    .map(({ clientOrderId, request }) => `${request.op} ${clientOrderId}`);
  const passing = [...cockpit.signals.values()]
    .filter(({ state }) => PASSING.has(state))
    .map(({ signalId, state }) => `${signalId} ${state}`);
  expect([ours, cockpit.drift, open, passing]).toEqual([there, null, [], []]);
}

test('a copy of the state, forked or sent, has every collection that the state has', () => {
  const state = emptyCockpit();
  const collections = Object.values(state).filter((value) => value instanceof Map) as Map<unknown, unknown>[];
  for (const collection of collections) collection.set('one', { is: 'here' });
  const sent = unpackCockpit(JSON.parse(JSON.stringify(packCockpit(state))));
  expect([collections.length > 10, stateText(fork(state)), stateText(sent)]).toEqual([true, stateText(state), stateText(state)]);
});

describe('whatever happens, window, journal and engine say the same', () => {
  test(
    'random stories',
    async () => {
      const reached = new Set<string>();
      await fc.assert(
        fc.asyncProperty(story, async (plot) => {
          const told = await tell(plot);
          expectSound(told);
          for (const record of told.cockpit.records) reached.add(kindOf(record));
        }),
        { numRuns: 80, examples: KEPT.map((plot) => [plot]) },
      );
      expect(REACHED.filter((kind) => !reached.has(kind))).toEqual([]);
    },
    patience(120_000),
  );
});

function kindOf(record: JournalRecord): string {
  if (record.type === 'order.resolved') return `order ${record.payload.outcome.kind}`;
  if (record.type === 'terminal.probed') return `probed ${record.payload.result.kind}`;
  return record.type === 'trading.changed' ? `trading ${record.payload.to}` : record.type;
}
