import { describe, expect, it, test } from 'vitest';
import type { CommandName, Request } from '#shared/ipc';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const reason = 'a reason to read';
const digest = 'd'.repeat(64);
const scope = { kind: 'symbol', symbol: 'EURUSD' } as const;
const EVENT = { at: Date.parse('2025-08-04T14:00:00Z'), currency: 'USD', impact: 'high', title: 'Payrolls' } as const;
const NO_NEWS = expect.stringMatching(/^news-1-/);

/** Each command that asks the engine for one act, and the act it has to ask for. */
const ACTS: readonly (readonly [CommandName, unknown, Readonly<Record<string, unknown>>])[] = [
  ['signal.approve', { signalId: 's', digest }, { act: 'approve', signalId: 's', digest }],
  ['signal.reject', { signalId: 's', digest, reason }, { act: 'reject', signalId: 's', digest, reason }],
  ['signal.override', { signalId: 's', digest, reason }, { act: 'override', signalId: 's', digest, reason }],
  ['stop.lift', { scope, reason }, { act: 'lift-stop', scope, reason }],
  ['trading.resume', { reason }, { act: 'resume', reason }],
  ['position.close', { ticket: '5' }, { act: 'close-position', ticket: '5' }],
  ['position.close', { ticket: '5', foreign: true }, { act: 'close-position', ticket: '5', foreign: true }],
  ['approvals.set-mode', { mode: 'auto', reason }, { act: 'set-approval-mode', mode: 'auto', reason }],
  ['alarm.acknowledge', { alarmId: 'a' }, { act: 'acknowledge-alarm', alarmId: 'a' }],
  [
    'breaker.isolate',
    { agent: 'terminal', effect: 'read', reason },
    { act: 'isolate-breaker', agent: 'terminal', effect: 'read', reason },
  ],
  [
    'breaker.reset',
    { agent: 'terminal', effect: 'read', reason },
    { act: 'reset-breaker', agent: 'terminal', effect: 'read', reason },
  ],
  ['block.rearm', { block: 'strategy:m5_bos', reason }, { act: 'rearm', block: 'strategy:m5_bos', reason }],
  ['proposal.decline', { strategyId: 'm5_bos', reason }, { act: 'decline-proposal', strategyId: 'm5_bos', reason }],
  ['drift.adopt', { digest, reason }, { act: 'adopt-drift', digest, reason }],
  ['journal.adopt', { typed: 'ADOPT', reason }, { act: 'adopt-journal', reason }],
  ['news.note', { event: EVENT }, { act: 'note-news', id: NO_NEWS, event: EVENT }],
  ['news.drop', { id: 'n-1' }, { act: 'drop-news', id: 'n-1' }],
];

describe('a command asks the engine for its own act, word for word', () => {
  it.each(ACTS)('%s %j', async (name, request, action) => {
    const story = await CockpitInMemory.open();
    const asked: unknown[] = [];
    const act = story.runtime.act.bind(story.runtime);
    story.runtime.act = (one, actor, done) => {
      asked.push([one, actor]);
      act(one, actor, done);
    };
    await story.act(name, request as Request<typeof name>);
    expect(asked).toEqual([[action, 'trader:test']]);
  });

  test('a shelved alarm is shelved until so many minutes from now', async () => {
    const story = await CockpitInMemory.open();
    const asked: unknown[] = [];
    story.runtime.act = (one) => void asked.push(one);
    void story.desk.command('alarm.shelve', { alarmId: 'a', minutes: 30, reason }, 'trader:test');
    await story.settle();
    expect(asked).toEqual([
      { act: 'shelve-alarm', alarmId: 'a', untilMs: Math.floor(story.clock.nowMs()) + 30 * 60_000, reason },
    ]);
  });

  test('the answer carries the number of the record, or why the engine refused', async () => {
    const story = await CockpitInMemory.open();
    const done = await story.act('approvals.set-mode', { mode: 'auto', reason });
    const record = story.records.find(({ type }) => type === 'operator.acted');
    expect([done.ok && done.value.seq >= (record?.seq ?? Infinity), story.cockpit.approvalMode]).toEqual([true, 'auto']);
    expect(await story.act('position.close', { ticket: '404' })).toMatchObject({ ok: false, error: { kind: 'refused' } });
  });
});

describe('what is read', () => {
  test('records come from the number asked for, as many as asked for', async () => {
    const story = await CockpitInMemory.open();
    await story.submit('one');
    const read = await story.act('feed.since', { seq: 2, limit: 2 });
    expect(read.ok && read.value.map(({ seq }) => seq)).toEqual([3, 4]);
  });

  test('a greeting holds the state, the figures of the moment and the equity line', async () => {
    const story = await CockpitInMemory.open();
    await story.advance(61_000);
    const hello = await story.act('cockpit.hello', {});
    if (!hello.ok) throw new Error('no greeting');
    expect([hello.value.live.at, hello.value.equity.length, hello.value.equity[0]?.balance]).toEqual([
      Math.floor(story.clock.nowMs()),
      3,
      100_000,
    ]);
  });

  test('a preview needs a started cockpit and a symbol the terminal knows', async () => {
    const story = await CockpitInMemory.open();
    const ask = {
      symbol: 'EURUSD',
      side: 'BUY',
      stopLoss: 1.1,
      takeProfit: null,
      strategy: 'm5_bos',
      riskPercent: null,
      volumeMax: null,
    } as const;
    const good = await story.act('risk.preview', ask);
    const unknown = await story.act('risk.preview', { ...ask, symbol: 'DAX' });
    story.runtime.ready = false;
    const early = await story.act('risk.preview', ask);
    expect([good.ok, unknown, early]).toMatchObject([
      true,
      { error: { code: 'unknown_symbol' } },
      { error: { code: 'not_ready' } },
    ]);
  });

  test('a certificate comes signed, with the mode of the account; one that is not there is refused as missing', async () => {
    const story = await CockpitInMemory.open();
    const halted = await story.act('trading.halt', { reason, flatten: false });
    if (!halted.ok) throw new Error('not halted');
    const { certificateId, latchedAt } = halted.value;
    const found = await story.act('certificate.get', { id: certificateId });
    const signature: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(found).toMatchObject({
      ok: true,
      value: { certificate: { id: certificateId, reason, latchedAt }, mode: 'paper', signature },
    });
    expect(await story.act('certificate.get', { id: 'no-such' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
});

test('a stop about one symbol latches that symbol only, and one without a scope the account', async () => {
  const story = await CockpitInMemory.open();
  await story.act('trading.halt', { reason, flatten: false, scope });
  const scoped = [story.cockpit.trading.state, [...story.cockpit.stops.values()].map((stop) => stop.scope)];
  await story.act('trading.halt', { reason, flatten: false });
  expect([scoped, story.cockpit.trading.state]).toEqual([['active', [scope]], 'halted']);
});

test('this host cannot set MetaTrader up, and this terminal has the usual names: both are answered', async () => {
  const story = await CockpitInMemory.open();
  expect([
    await story.act('ea.find', {}),
    await story.act('symbol.confirm', { symbol: 'EURUSD', broker: 'EURUSD.r' }),
  ]).toMatchObject([
    { ok: false, error: { code: 'no_setup' } },
    { ok: false, error: { code: 'not_confirmed', detail: 'This terminal calls symbols by their usual names' } },
  ]);
});
