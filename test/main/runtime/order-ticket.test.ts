import { describe, expect, it } from 'vitest';
import type { Request } from '#shared/ipc';
import { placed } from '#main/runtime/order-commands.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { failingDisk } from './failing-disk.ts';
import { firstDisagreement, fromDisk } from './replayed.ts';

const AUTO = { approvals: { mode: 'auto' } };
const CONFIRM = { approvals: { mode: 'confirm' } };
const priceAt = (story: CockpitInMemory, pips: number): number =>
  Number(((story.broker.quote('EURUSD')?.ask ?? 1) + pips * 0.0001).toFixed(5));
const ticket = (story: CockpitInMemory, changes: Partial<Request<'order.place'>> = {}): Request<'order.place'> => ({
  ...{ clientId: 'desk-1', symbol: 'EURUSD', side: 'BUY', stopLoss: priceAt(story, -20), takeProfit: priceAt(story, 60) },
  ...{ strategy: 'by_hand', riskPercent: null, volumeMax: null },
  ...changes,
});

describe('the order ticket', () => {
  it('is the signal of its client id, passes the gate, and is filled as it was previewed', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const { clientId: _own, ...ask } = ticket(story);
    const told = await story.act('risk.preview', ask);
    expect(await story.act('order.place', ticket(story))).toEqual({ ok: true, value: { signalId: 'desk-1', isRepeated: false } });
    await story.advance(100);
    expect(story.standing('desk-1')[0]).toBe('open');
    expect(story.entriesSent.map(({ volume }) => volume)).toEqual([told.ok ? told.value.preview.lots : null]);
    const arrived = story.records.find(({ type }) => type === 'signal.arrived');
    expect([arrived?.actor, arrived?.payload]).toMatchObject(['trader:test', { source: 'operator' }]);
    expect(firstDisagreement(fromDisk(story.records))).toBeNull();
  });

  it('without a target aims at that of its strategy', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.act('order.place', ticket(story, { takeProfit: null }));
    await story.advance(100);
    const [sent] = story.entriesSent;
    expect((sent?.takeProfit ?? 0) - priceAt(story, 0)).toBeCloseTo(0.004, 4);
  });

  it('waits for its price, with the end that it was given', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const expiresAt = Math.floor(story.clock.nowMs()) + 1_800_000;
    await story.act('order.place', ticket(story, { type: 'limit', price: priceAt(story, -5), expiresAt }));
    await story.advance(100);
    expect(story.entriesSent[0]?.pending).toMatchObject({ type: 'limit', price: priceAt(story, -5), expiresAt });
  });

  it('gets a card where the trader wants to confirm, and is sent by the click only', async () => {
    const story = await CockpitInMemory.open({ config: CONFIRM });
    await story.act('order.place', ticket(story, { riskMoney: 100 }));
    await story.advance(100);
    expect(story.standing('desk-1')).toEqual(['awaiting_approval', null]);
    expect(story.sent).toEqual([]);
    expect(story.signal('desk-1').card).toMatchObject({ strategyId: 'by_hand', binding: 'signal_money' });
    expect((await story.approve('desk-1')).ok).toBe(true);
    await story.advance(100);
    expect([story.standing('desk-1')[0], story.entriesSent.length]).toEqual(['open', 1]);
  });

  it('is one order however often it comes, also after a restart', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const once = ticket(story);
    await story.act('order.place', once);
    expect(await story.act('order.place', once)).toMatchObject({ ok: true, value: { isRepeated: true } });
    await story.advance(100);
    story.crash();
    await story.restart();
    expect(await story.act('order.place', ticket(story))).toMatchObject({ ok: true, value: { isRepeated: true } });
    await story.advance(100);
    expect(story.entriesSent).toHaveLength(1);
  });

  it.each([
    ['a stop on the other side', { stopLoss: 2 }, 'bad_order', /^stopLoss: must be below the entry of a BUY/],
    ['a limit without a price', { type: 'limit' }, 'bad_order', /^price: is missing/],
    ['a strategy that there is not', { strategy: 'nobody' }, 'unknown_strategy', /^There is no strategy nobody/],
    ['a symbol that there is not', { symbol: 'NOPE' }, 'bad_order', /no quote of NOPE/],
  ] as const)('%s is refused in words, and nothing is sent', async (_what, changes, code, words) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const answer = await story.act('order.place', ticket(story, changes));
    expect(answer).toMatchObject({ ok: false, error: { code, detail: expect.stringMatching(words) as string } });
    expect([story.sent, story.cockpit.signals.size]).toEqual([[], 0]);
  });

  it('is answered, and not lost, while the journal cannot be written', async () => {
    const disk = failingDisk();
    const story = await CockpitInMemory.open({ config: AUTO, journal: disk.make });
    disk.full = true;
    const answers = [await story.act('order.place', ticket(story)), await story.act('order.place', ticket(story))];
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, error: { code: expect.stringMatching(/journal/) as string } });
    expect(story.sent).toEqual([]);
  });

  it('is refused by the halt like any entry, with the reason on record', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.act('trading.halt', { reason: 'a test', flatten: false });
    expect(await story.act('order.place', ticket(story))).toMatchObject({ ok: true });
    await story.advance(100);
    expect(story.standing('desk-1')).toEqual(['rejected', 'trading_active']);
  });
});

describe('the answer to an order by hand', () => {
  it.each([
    [
      { kind: 'accepted', signalId: 's1' },
      { ok: true, value: { signalId: 's1', isRepeated: false } },
    ],
    [
      { kind: 'duplicate', signalId: 's1' },
      { ok: true, value: { signalId: 's1', isRepeated: true } },
    ],
    [
      { kind: 'rate_limited', retryAfterMs: 1_000 },
      { error: { code: 'not_ready', detail: 'Too many orders within a minute: again in 1 s' } },
    ],
    [
      { kind: 'rate_limited', retryAfterMs: 1_001 },
      { error: { code: 'not_ready', detail: 'Too many orders within a minute: again in 2 s' } },
    ],
    [{ kind: 'malformed', detail: 'no' }, { error: { code: 'bad_order', detail: 'no' } }],
    [
      {
        kind: 'invalid',
        issues: [
          { path: 'price', message: 'is missing' },
          { path: 'oco', message: 'is long' },
        ],
      },
      { error: { code: 'bad_order', detail: 'price: is missing; oco: is long', reasons: ['price: is missing', 'oco: is long'] } },
    ],
    [{ kind: 'unavailable', code: 'overloaded', detail: 'full' }, { error: { code: 'not_ready', detail: 'full' } }],
    [{ kind: 'unavailable', code: 'ended', detail: 'over' }, { error: { code: 'ended', detail: 'over' } }],
  ])('%j', (answer, wanted) => expect(placed(answer as Parameters<typeof placed>[0])).toMatchObject(wanted));
});
