import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { JournalFault } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { firstDisagreement, fromDisk } from './replayed.ts';
import { patience } from '../../time/pace.ts';

const AUTO = { approvals: { mode: 'auto' } };
const entriesOf = (story: CockpitInMemory, signalId: string): number =>
  story.recordsOf('order.intended').filter((one) => one.signalId === signalId && one.request.op === 'open').length;

test(
  'a signal that traded is a duplicate for ever: no flood of others, no time and no restart makes it new',
  async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const body = story.signalBody('once');
    await story.submitRaw(JSON.stringify(body));
    await story.advance(200);
    story.market.move('EURUSD', 1.1545);
    await story.advance(400);
    story.market.move('EURUSD', 1.157);
    await story.advance(400);
    const end = story.standing('once');
    // What fills every bounded memory of the intake: as many others as it holds, none of which is ever refused.
    for (let index = 0; index < 20_002; index += 1) {
      const cancel = { ...body, signal_id: `other-${index}`, kind: 'cancel' };
      const raw = { source: 'webhook', receivedAt: Math.floor(story.clock.nowMs()), traceId: `f${index}`, nonce: null } as const;
      void story.desk.submit({ ...raw, body: JSON.stringify(cancel) });
      if (index % 250 === 0) await story.settle();
    }
    await story.settle();
    expect([story.cockpit.signals.has('once'), story.runtime.loop.engine.intake.ids.has('once')]).toEqual([false, false]);
    await story.advance(61_000);
    const again = await story.submitRaw(JSON.stringify(body));
    const fresh = await story.submitRaw(JSON.stringify(story.signalBody('once', { direction: 'SELL', stopPips: 25 })));
    await story.restart();
    const restarted = await story.submitRaw(JSON.stringify(body));
    const other = await story.submitRaw(JSON.stringify(story.signalBody('twice')));
    await story.advance(500);
    expect([again, fresh, restarted]).toEqual([1, 2, 3].map(() => ({ kind: 'duplicate', signalId: 'once' })));
    expect([end[0], other.kind, entriesOf(story, 'once'), entriesOf(story, 'twice'), story.bugs]).toEqual([
      'closed',
      'accepted',
      1,
      1,
      [],
    ]);
    const arrived = story.recordsOf('signal.arrived').map(({ traded }) => traded?.kind);
    expect(arrived.filter((kind) => kind !== undefined)).toEqual(['never', 'traded', 'traded', 'traded', 'never']);
    expect(firstDisagreement(fromDisk(story.records))).toBeNull();
  },
  patience(120_000),
);

test('a journal that cannot be asked refuses entries and no exits: what cannot be looked up is not new', async () => {
  const story = await CockpitInMemory.open({
    config: AUTO,
    journal: (records) => ({
      ...memoryJournal({ records, hashed: false }),
      traded: () => {
        throw new JournalFault('disk unreadable');
      },
    }),
  });
  const entry = await story.submit('s1');
  const exit = await story.submit('x1', { kind: 'exit' });
  expect([entry, exit.kind, story.entriesSent, story.cockpit.intake.rejected]).toMatchObject([
    { kind: 'unavailable' },
    'accepted',
    [],
    { journal_unreadable: 1 },
  ]);
});
