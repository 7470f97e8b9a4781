import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { Meters } from '#main/runtime/meters.ts';
import { OrderSender } from '#main/runtime/order-sender.ts';
import { createEngine } from '#engine';
import type { Input } from '#shared/events';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const CID = '0123456789ABCDEF';
const CONFIRMED = { kind: 'confirmed', retcode: 10009, ticket: '71', deal: '8', price: 1.1, volume: 0.1, at: NOON };
const MARKET_CLOSED = 10018;
type Posted = { lane: string; actor: string; correlationId: string; input: Input };

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await turnOfTheLoop();
};

/** A sender alone. Its order belongs to a signal with a story, unless a test says otherwise. */
function sending(terminal: object = {}, { fault = null as string | null, order = {}, hasOrder = true } = {}) {
  const clock = virtualClock(NOON - 60_000);
  // The machine has been on for a minute: what took how long is a difference of two of its moments.
  clock.spend(60_000);
  const engine = createEngine();
  const posted: Posted[] = [];
  const dones: (() => void)[] = [];
  if (hasOrder)
    engine.cockpit.orders.set(CID, {
      clientOrderId: CID,
      signalId: 's1',
      symbol: 'EURUSD',
      request: { op: 'close' },
      ...order,
    } as never);
  engine.cockpit.signals.set('s1', { traceId: 'story-1' } as never);
  const loop = {
    engine,
    fault,
    post: (lane: string, mail: { actor: string; correlationId: string; make(): Input; done?: () => void }) => {
      posted.push({ lane, actor: mail.actor, correlationId: mail.correlationId, input: mail.make() });
      if (mail.done !== undefined) dones.push(mail.done);
    },
  };
  const meters = new Meters();
  const sent: unknown[] = [];
  const failed: unknown[] = [];
  const options = {
    clock,
    run: 'run-5',
    terminal: {
      snapshot: () => null,
      send: (request: unknown) => {
        sent.push(request);
        clock.spend(40);
        return Promise.resolve(CONFIRMED);
      },
      refresh: () => Promise.resolve(null),
      probe: () => Promise.resolve({ kind: 'absent' }),
      opensAt: () => NOON + 3_600_000,
      ...terminal,
    },
  };
  const sender = new OrderSender({
    loop: loop as never,
    options: options as never,
    meters,
    background: (work) => void work.catch((error: unknown) => failed.push(error)),
  });
  const send = (request: object = { op: 'close', ticket: '71' }, effect = 'close') =>
    sender.send({
      ...{ kind: 'send', effect, rulebook: engine.cockpit.config.rulebook, account: null },
      request: { clientOrderId: CID, ...request },
    } as never);
  const answered = () => posted.find(({ input }) => input.type === 'terminal.answered');
  return { clock, engine, sender, send, posted, dones, meters, sent, failed, answered };
}

describe('an order’s answer', () => {
  test('is brought before the engine at once, in its signal’s story, with the moment it was sent at', async () => {
    const { send, answered, meters } = sending();
    const outcome = await send();
    expect([outcome, answered()]).toEqual([
      CONFIRMED,
      {
        lane: 'critical',
        actor: 'terminal',
        correlationId: 'story-1',
        input: { type: 'terminal.answered', payload: { clientOrderId: CID, sentAt: NOON, outcome: CONFIRMED, position: null } },
      },
    ]);
    const meter = meters.agent('terminal');
    expect([Math.round(meter.latency.view().p50 ?? 0), meter.errorRate(), meter.lastSeenAt]).toEqual([40, 0, NOON + 40]);
  });

  test.each([
    ['of no signal', { order: { signalId: null } }],
    ['of a signal that is not kept any more', { order: { signalId: 'gone' } }],
    ['that is not on record', { hasOrder: false }],
  ])('%s belongs to the run’s story', async (_what, changes) => {
    const { send, answered } = sending({}, changes);
    await send();
    expect(answered()?.correlationId).toBe('run-5');
  });

  test('that never comes is unknown, counts as failed, and says why', async () => {
    const { send, answered, meters } = sending({ send: () => Promise.reject(new Error('the pipe broke')) });
    const unknown = { kind: 'unknown', why: 'the pipe broke', at: NOON };
    expect(await send()).toEqual(unknown);
    expect([answered()?.input.payload, meters.agent('terminal').errorRate()]).toMatchObject([{ outcome: unknown }, 1]);
  });

  test.each<readonly [string, object, boolean, object, boolean]>([
    ['a market that is closed', { kind: 'refused', retcode: MARKET_CLOSED, text: 'Market closed', at: 1 }, true, {}, true],
    ['another reason', { kind: 'refused', retcode: 10016, text: 'Invalid stops', at: 1 }, true, {}, false],
    ['a fill', CONFIRMED, true, {}, false],
    [
      'a closed market whose opening nobody knows',
      { kind: 'refused', retcode: MARKET_CLOSED, text: '', at: 1 },
      false,
      {},
      false,
    ],
    [
      'a closed market and an order that is not on record',
      { kind: 'refused', retcode: MARKET_CLOSED, text: '', at: 1 },
      true,
      { hasOrder: false },
      false,
    ],
  ])('tells when its market opens: %s', async (_what, outcome, isKnown, changes, isTold) => {
    const asked: string[] = [];
    const { send, answered } = sending(
      {
        send: () => Promise.resolve(outcome),
        opensAt: (symbol: string) => (asked.push(symbol), isKnown ? NOON + 3_600_000 : null),
      },
      changes,
    );
    await send();
    const payload = answered()?.input.payload as { readonly opensAt?: number };
    expect(payload.opensAt).toBe(isTold ? NOON + 3_600_000 : undefined);
    if (isTold) expect(asked).toEqual(['EURUSD']);
  });

  test('to an entry comes with the position it made: by its identifier, or by the order’s own id', async () => {
    const made = async (positions: readonly object[], op = 'open', outcome: object = CONFIRMED) => {
      let looks = 0;
      const { send, answered } = sending({
        send: () => Promise.resolve(outcome),
        refresh: () => ((looks += 1), Promise.resolve({ positions })),
      });
      await send({ op }, 'close');
      return [(answered()?.input.payload as { readonly position: { readonly ticket: string } | null }).position?.ticket, looks];
    };
    const other = { ticket: '9', clientOrderId: null };
    expect([
      await made([other, { ticket: '71', clientOrderId: null }]),
      await made([other, { ticket: '80', identifier: '71', clientOrderId: null }]),
      await made([other, { ticket: '81', clientOrderId: CID }]),
      await made([other]),
      await made([{ ticket: '71', clientOrderId: CID }], 'modify'),
      await made([{ ticket: '71', clientOrderId: CID }], 'open', { kind: 'refused', retcode: 10016, text: '', at: 1 }),
    ]).toEqual([
      ['71', 1],
      ['80', 1],
      ['81', 1],
      [undefined, 1],
      [undefined, 0],
      [undefined, 0],
    ]);
  });
});

describe('an order on its way', () => {
  test('is told as taken by the server, and as sent where no answer came in a quarter of a second', async () => {
    let taken: () => void = () => undefined;
    let answer: (outcome: object) => void = () => undefined;
    const { send, posted, clock } = sending({
      send: (_request: unknown, isTaken: () => void) => {
        taken = isTaken;
        return new Promise((resolve) => (answer = resolve));
      },
    });
    const sent = send();
    clock.advanceBy(249);
    const early = posted.length;
    clock.advanceBy(1);
    taken();
    answer(CONFIRMED);
    await sent;
    clock.advanceBy(10_000);
    expect([
      early,
      posted.map(({ lane, correlationId, input }) => [lane, correlationId, input.type, (input.payload as { to?: string }).to]),
    ]).toEqual([
      0,
      [
        ['high', 'run-5', 'terminal.progressed', 'sent'],
        ['high', 'run-5', 'terminal.progressed', 'acknowledged'],
        ['critical', 'story-1', 'terminal.answered', undefined],
      ],
    ]);
  });

  test('that was answered in time is never told as sent', async () => {
    const { send, posted, clock } = sending();
    await send();
    clock.advanceBy(10_000);
    expect(posted.map(({ input }) => input.type)).toEqual(['terminal.answered']);
  });
});

describe('an order that something forbids at the last moment', () => {
  const entry = { op: 'open', symbol: 'EURUSD', side: 'BUY' };

  test.each<readonly [string, object, string]>([
    ['in its signal’s story', {}, 'story-1'],
    ['in the run’s, where it has none', { order: { signalId: null } }, 'run-5'],
    ['in the run’s, where nothing is on record', { hasOrder: false }, 'run-5'],
  ])('is not sent, and that is on record with the reason: %s', async (_what, changes, story) => {
    const { send, posted, sent, clock } = sending({}, { fault: 'The disk is full', ...changes });
    expect(await send(entry, 'open')).toBeNull();
    clock.advanceBy(1_000);
    expect([sent, posted]).toEqual([
      [],
      [
        {
          lane: 'critical',
          actor: 'terminal',
          correlationId: story,
          input: {
            type: 'order.withheld',
            payload: { clientOrderId: CID, reason: { code: 'journal_unavailable', text: 'The disk is full' } },
          },
        },
      ],
    ]);
  });

  test('by an obstacle, or a clock in doubt; what takes risk away goes all the same', async () => {
    const blocked = sending({ obstacle: { code: 'not_connected', text: 'MetaTrader is not connected' } });
    await blocked.send(entry, 'open');
    await blocked.send();
    expect([blocked.sent.length, blocked.posted.map(({ input }) => input.type)]).toEqual([
      1,
      ['order.withheld', 'terminal.answered'],
    ]);
    const doubtful = sending();
    doubtful.clock.jump(3_600_000);
    await doubtful.send(entry, 'open');
    expect([doubtful.sent, doubtful.posted[0]?.input.payload]).toMatchObject([
      [],
      { reason: { code: 'clock_unconfirmed', text: expect.stringContaining('set 1 h 0 m forward') as string } },
    ]);
  });
});

describe('an order that is looked for', () => {
  const probing = (changes: { order?: object; isOpen?: boolean; isRecovered?: boolean; hasOrder?: boolean } = {}) => {
    let probes = 0;
    const made = sending({ probe: () => ((probes += 1), Promise.resolve({ kind: 'absent' })) }, changes);
    if (changes.isOpen !== false) made.engine.cockpit.openOrders.add(CID);
    if (changes.isRecovered === true) made.engine.cockpit.recoveries.set('r', { subject: CID } as never);
    return { ...made, probes: () => probes };
  };

  test('is told as it was found, and again two seconds later while it is open', async () => {
    const { sender, posted, dones, clock, probes } = probing();
    await sender.probe(CID);
    expect(posted).toEqual([
      {
        lane: 'critical',
        actor: 'terminal',
        correlationId: 'run-5',
        input: { type: 'terminal.probed', payload: { clientOrderId: CID, result: { kind: 'absent' } } },
      },
    ]);
    dones[0]?.();
    clock.advanceBy(1_999);
    const early = probes();
    clock.advanceBy(1);
    await settled();
    expect([early, probes(), posted.length]).toEqual([1, 2, 2]);
  });

  test('is looked for again also where the look itself fails', async () => {
    let probes = 0;
    const failing = () => ((probes += 1), Promise.reject(new Error('the pipe broke')));
    const { sender, engine, posted, dones, clock } = sending({ probe: failing });
    engine.cockpit.openOrders.add(CID);
    await sender.probe(CID);
    dones[0]?.();
    clock.advanceBy(2_000);
    await settled();
    expect([probes, posted[0]?.input]).toEqual([
      2,
      { type: 'terminal.probed', payload: { clientOrderId: CID, result: { kind: 'unreachable', why: 'the pipe broke' } } },
    ]);
  });

  test.each([
    ['that has ended', { isOpen: false }],
    ['that a recovery looks after', { isRecovered: true }],
    ['that is not on record', { hasOrder: false }],
  ])('and not again: one %s', async (_what, changes) => {
    const { sender, dones, clock, probes } = probing(changes);
    await sender.probe(CID);
    dones[0]?.();
    clock.advanceBy(60_000);
    await settled();
    expect(probes()).toBe(1);
  });

  test('by a recovery of another order is still looked for', async () => {
    const { sender, engine, dones, clock, probes } = probing();
    engine.cockpit.recoveries.set('r', { subject: 'another' } as never);
    await sender.probe(CID);
    dones[0]?.();
    clock.advanceBy(2_000);
    await settled();
    expect(probes()).toBe(2);
  });

  test('is not looked for where there is no look to miss it in', async () => {
    const { sender, probes } = probing();
    sender.lookForMissing(null);
    await settled();
    expect(probes()).toBe(0);
  });
});
