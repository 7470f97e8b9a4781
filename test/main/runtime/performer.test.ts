import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { countingIds, virtualClock } from '#main/adapters/system/index.ts';
import { AgentLines } from '#main/runtime/agent-lines.ts';
import { Meters } from '#main/runtime/meters.ts';
import { Performer } from '#main/runtime/performer.ts';
import { createEngine, type Effect } from '#engine';
import type { Input } from '#shared/events';

const NOON = Date.parse('2026-03-04T12:00:00Z');
type Posted = { lane: string; actor: string; correlationId: string; causationId: string | null; input: Input };

const held = (ticket: string, changes: object = {}) => ({
  ticket,
  symbol: 'EURUSD',
  direction: 'BUY',
  volume: 0.2,
  openedAt: 9_000,
  clientOrderId: null,
  ...changes,
});
const deal = (position: string) => ({ ticket: `d${position}`, position, at: 9_500 });
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await turnOfTheLoop();
};

/** A performer alone, over a terminal that answers as a test says. */
function performing({
  positions = [] as object[],
  ledger = [] as readonly { readonly ticket: string }[],
  terminal = {},
  model = null as object | null,
} = {}) {
  const clock = virtualClock(NOON);
  const engine = createEngine();
  for (const position of ledger) engine.cockpit.positions.set(position.ticket, { position } as never);
  const posted: Posted[] = [];
  const logged: unknown[][] = [];
  const notified: string[][] = [];
  const asked = { refreshes: 0, since: [] as number[], trusted: 0 };
  const loop = {
    engine,
    post: (lane: string, mail: Omit<Posted, 'lane' | 'input'> & { make(): Input }) => {
      const { actor, correlationId, causationId } = mail;
      posted.push({ lane, actor, correlationId, causationId, input: mail.make() });
    },
  };
  const meters = new Meters();
  const options = {
    clock,
    run: 'run-5',
    ids: countingIds('n'),
    model,
    calendar: null,
    journal: { traded: () => null },
    notifier: { critical: (title: string, body: string) => void notified.push([title, body]) },
    log: { write: (...line: unknown[]) => void logged.push(line) },
    terminal: {
      link: () => ({ state: 'stale', ageMs: 4 }),
      snapshot: () => ({ account: { login: '7' }, positions, orders: [] }),
      refresh: () => {
        asked.refreshes += 1;
        clock.spend(7);
        return Promise.resolve({ positions, orders: [] });
      },
      deals: (since: number) => {
        asked.since.push(since);
        return Promise.resolve([deal('1'), deal('2'), deal('3')]);
      },
      quote: () => null,
      spec: () => null,
      opensAt: () => null,
      ...terminal,
    },
  };
  const lines = new AgentLines(clock, meters);
  const performer = new Performer(loop as never, options as never, meters, lines, () => void (asked.trusted += 1));
  const perform = async (effect: object): Promise<void> => {
    performer.perform(effect as Effect);
    await settled();
  };
  return { performer, perform, clock, engine, meters, posted, logged, notified, asked };
}
const observed = (all: readonly Posted[]) => all.filter(({ input }) => input.type === 'terminal.observed');

describe('a look at the terminal', () => {
  test('is brought before the engine with the link, by the terminal, and is measured as an answer', async () => {
    const { perform, posted, meters, asked } = performing();
    await perform({ kind: 'refresh' });
    expect(posted).toEqual([
      {
        lane: 'low',
        actor: 'terminal',
        correlationId: 'run-5',
        causationId: null,
        input: {
          type: 'terminal.observed',
          payload: { snapshot: { positions: [], orders: [] }, link: 'stale', recentDeals: [] },
        },
      },
    ]);
    const meter = meters.agent('terminal');
    expect([asked.since, meter.errorRate(), meter.lastSeenAt, Math.round(meter.latency.view().p50 ?? 0)]).toEqual([
      [],
      0,
      NOON + 7,
      7,
    ]);
  });

  test('that gives nothing is a fault of reading, on record, and a failed answer', async () => {
    const { perform, posted, meters } = performing({ terminal: { refresh: () => Promise.resolve(null) } });
    await perform({ kind: 'refresh' });
    expect(posted.map(({ lane, actor, input }) => [lane, actor, input])).toEqual([
      ['low', 'terminal', { type: 'terminal.observed', payload: { snapshot: null, link: 'stale', recentDeals: [] } }],
      [
        'high',
        'terminal',
        {
          type: 'fault.seen',
          payload: { agent: 'terminal', effect: 'read', kind: 'no_snapshot', detail: 'The terminal gave no snapshot' },
        },
      ],
    ]);
    expect(meters.agent('terminal').errorRate()).toBe(1);
  });

  test('fetches the deals of what changed, from before the oldest of it, and no others’', async () => {
    const { perform, posted, asked } = performing({
      ledger: [held('1'), held('2', { openedAt: 8_000 }), held('9', { openedAt: 1 })],
      positions: [held('9', { openedAt: 1 })],
    });
    await perform({ kind: 'refresh' });
    // A minute before that, by whatever a trade server's clock is off.
    expect([asked.since, observed(posted)[0]?.input.payload]).toMatchObject([
      [8_000 - 60_000],
      { recentDeals: [deal('1'), deal('2')] },
    ]);
    expect(observed(posted)[0]?.input.payload).not.toMatchObject({ recentDeals: [{}, {}, {}] });
  });

  test.each<readonly [string, object | null, boolean]>([
    ['as it is on record', {}, false],
    ['under another ticket and the same identifier', { ticket: '77', identifier: '1' }, false],
    ['with less volume', { volume: 0.1 }, true],
    ['the other way round', { direction: 'SELL' }, true],
    ['no more', null, true],
  ])('that shows a position %s: its deals are asked for: %j %s', async (_what, change, isAsked) => {
    const { perform, asked } = performing({
      ledger: [held('1')],
      positions: change === null ? [] : [held('1', change)],
    });
    await perform({ kind: 'refresh' });
    expect(asked.since).toEqual(isAsked ? [9_000 - 60_000] : []);
  });

  test('comes when it was asked for, and one at a time', async () => {
    const { perform, clock, asked, performer } = performing();
    await perform({ kind: 'refresh', afterMs: 500 });
    expect(asked.refreshes).toBe(0);
    clock.advanceBy(510);
    performer.refresh();
    await settled();
    expect([asked.refreshes, performer.inFlight]).toEqual([1, 0]);
    clock.advanceBy(300);
    await settled();
    expect(asked.refreshes).toBe(2);
  });
});

describe('work at the terminal that fails', () => {
  test.each<readonly [string, unknown, string]>([
    ['with an error', new Error('z'.repeat(700)), 'z'.repeat(500)],
    ['with something else', 'gone', 'unknown'],
  ])('%s is on record and in the log, and the next look is not lost', async (_what, thrown, detail) => {
    let isFailing = true;
    const { perform, posted, logged, performer } = performing({
      terminal: {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a library may throw anything
        refresh: () => (isFailing ? Promise.reject(thrown) : Promise.resolve({ positions: [], orders: [] })),
      },
    });
    await perform({ kind: 'refresh' });
    expect(posted).toEqual([
      {
        lane: 'high',
        actor: 'engine',
        correlationId: 'run-5',
        causationId: null,
        input: { type: 'fault.seen', payload: { agent: 'terminal', effect: 'read', kind: 'adapter_error', detail } },
      },
    ]);
    expect([logged.map(([level, text]) => [level, text]), performer.inFlight]).toEqual([
      [['error', 'Work at the terminal failed']],
      0,
    ]);
    isFailing = false;
    await perform({ kind: 'refresh' });
    expect(observed(posted).length).toBe(1);
  });

  test('is out until it has ended', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const { perform, performer } = performing({ terminal: { refresh: () => new Promise((resolve) => (answer = resolve)) } });
    await perform({ kind: 'refresh' });
    expect(performer.inFlight).toBe(1);
    answer({ positions: [], orders: [] });
    await settled();
    expect(performer.inFlight).toBe(0);
  });
});

describe('an order', () => {
  const CID = '0123456789ABCDEF';
  const UNKNOWN = { kind: 'unknown', why: 'no answer by the deadline', at: NOON };
  const sent = (outcome: object, effect: string) => {
    const made = performing({
      terminal: { send: () => Promise.resolve(outcome), probe: () => Promise.resolve({ kind: 'absent' }) },
    });
    const op = effect === 'close' ? 'close' : 'modify';
    return { ...made, order: { kind: 'send', effect, request: { op, clientOrderId: CID, ticket: '1' } } };
  };

  test.each<readonly [string, object, string, number]>([
    ['a change that was confirmed', { kind: 'confirmed', retcode: 10009, ticket: '1' }, 'protect', 1],
    ['a change that was refused', { kind: 'refused', retcode: 10016, text: 'no', at: 1 }, 'protect', 0],
    ['a close that was confirmed', { kind: 'confirmed', retcode: 10009, ticket: '1' }, 'close', 1],
    ['a close that has no answer', UNKNOWN, 'close', 1],
    ['a change that has no answer', UNKNOWN, 'protect', 0],
  ])('that is %s is looked at so often: %j %s %s', async (_what, outcome, effect, looks) => {
    const { perform, order, asked, posted } = sent(outcome, effect);
    await perform(order);
    expect([asked.refreshes, posted.some(({ input }) => input.type === 'terminal.answered')]).toEqual([looks, true]);
  });

  test('in doubt is looked for, and what is found is brought before the engine', async () => {
    const { perform, posted } = sent(UNKNOWN, 'close');
    await perform({ kind: 'probe', clientOrderId: CID });
    expect(posted).toMatchObject([
      { lane: 'critical', actor: 'terminal', input: { type: 'terminal.probed', payload: { clientOrderId: CID } } },
    ]);
  });
});

describe('an agent', () => {
  test.each(['check', 'restart'] as const)('is looked after: %s', async (kind) => {
    let restarts = 0;
    const { perform, posted } = performing({ terminal: { reconnect: () => Promise.resolve((restarts += 1)) } });
    await perform({ kind, agent: 'terminal', recoveryId: 'r1' });
    expect([posted.map(({ input }) => input), restarts]).toMatchObject([
      [{ type: 'recovery.reported', payload: { id: 'r1', agent: 'terminal', action: kind } }],
      kind === 'restart' ? 1 : 0,
    ]);
  });
});

describe('a message', () => {
  const message = (kind: string) => ({ kind, signalId: 's1', priority: 'high', correlationId: 'story', causationId: '41' });
  const scored = (signal: object | null, mode = 'auto', model: object | null = null) => {
    const made = performing({ model });
    made.engine.cockpit.approvalMode = mode as never;
    if (signal !== null) made.engine.cockpit.signals.set('s1', { signal } as never);
    return made;
  };
  const ENTRY = { kind: 'entry', symbol: 'EURUSD', side: 'BUY' };
  const model = (asked: unknown[]) => ({
    version: 'v1',
    score: (features: unknown) => (asked.push(features), Promise.resolve({ probability: 0.5, version: 'v1' })),
  });

  test('comes on its own lane with its own story and cause; a review has no facts', async () => {
    const { perform, posted } = scored(ENTRY);
    await perform({ kind: 'deliver', message: message('review') });
    await perform({ kind: 'deliver', message: message('execute') });
    expect(posted).toMatchObject([
      { lane: 'high', actor: 'engine', correlationId: 'story', causationId: '41', input: { payload: { facts: null } } },
      { input: { type: 'message.delivered', payload: { message: message('execute'), facts: { account: { login: '7' } } } } },
    ]);
    expect(posted.map(({ input }) => 'facts' in input.payload && 'model' in (input.payload.facts ?? {}))).toEqual([false, false]);
  });

  test.each<readonly [string, string, object | null, string, boolean]>([
    ['the real run', 'execute', ENTRY, 'auto', true],
    ['a judgement that makes a card', 'evaluate', ENTRY, 'confirm', true],
    ['a judgement that makes none', 'evaluate', ENTRY, 'auto', false],
    ['a review', 'review', ENTRY, 'confirm', false],
    ['an exit', 'execute', { ...ENTRY, kind: 'exit' }, 'auto', false],
    ['a signal that is gone', 'execute', null, 'auto', false],
  ])('asks the model for a score of %s: %s', async (_what, kind, signal, mode, isAsked) => {
    const asked: unknown[] = [];
    const { perform, posted } = scored(signal, mode, model(asked));
    // The features of a signal want more of it than is told here: what they are is another test's.
    await perform({ kind: 'deliver', message: message(kind) });
    const isScored = posted.some(({ input }) => 'facts' in input.payload && 'model' in (input.payload.facts ?? {}));
    const isTried = isScored || asked.length > 0 || posted.some(({ input }) => input.type === 'fault.seen');
    expect(isTried).toBe(isAsked);
  });
});

describe('what else is to be done', () => {
  test('a wake is the clock’s turn, at once', async () => {
    const { perform, posted } = performing();
    await perform({ kind: 'wake' });
    expect(posted).toMatchObject([
      { lane: 'high', actor: 'clock', correlationId: 'run-5', causationId: null, input: { type: 'time.reached' } },
    ]);
  });

  test('the clock is trusted, and the trader is told, in these very words', async () => {
    const { perform, asked, notified, posted } = performing();
    await perform({ kind: 'trust-clock' });
    await perform({ kind: 'notify', title: 'Trading halted', body: 'The day’s loss is 4,000' });
    expect([asked.trusted, notified, posted]).toEqual([1, [['Trading halted', 'The day’s loss is 4,000']], []]);
  });

  test('a setup arrives as a signal of the detector: a story of its own, facts of its symbol, and whether it was traded', async () => {
    const { perform, posted, meters } = performing({
      terminal: { quote: (symbol: string) => ({ symbol, bid: 1, ask: 2, at: 3 }) },
    });
    const setup = { id: 'm5-1', symbol: 'GBPUSD', side: 'SELL', kind: 'm5_bos', levels: [], trigger: null, madeAt: 1 };
    await perform({ kind: 'propose', setup });
    expect(posted).toMatchObject([
      {
        lane: 'normal',
        actor: 'detector',
        causationId: null,
        input: {
          type: 'signal.arrived',
          payload: {
            source: 'detector',
            nonce: null,
            traded: { kind: 'never' },
            arrival: { kind: 'signal', signal: { signalId: 'm5-1', symbol: 'GBPUSD', madeAt: NOON } },
            facts: { quote: { symbol: 'GBPUSD' } },
          },
        },
      },
    ]);
    const [{ correlationId, input }] = posted as [Posted];
    expect([input.type === 'signal.arrived' && input.payload.traceId, meters.agent('detector').lastSeenAt]).toEqual([
      correlationId,
      NOON,
    ]);
  });
});
