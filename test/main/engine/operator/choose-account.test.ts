import { describe, expect, it } from 'vitest';
import { roomOf } from '#engine/rulebook';
import { packCockpit, unpackCockpit } from '#shared/projection';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const OURS = { login: ACCOUNT.login, server: ACCOUNT.server };
const OTHER = { login: '777', server: 'Elsewhere' };
type Of = typeof OTHER | null;
const choose = (desk: EngineInHand, to: typeof OTHER = OTHER, from: Of = OURS) =>
  desk.act({ act: 'choose-account', ...to, from, reason: 'the next phase' });

describe('another account', () => {
  it('is chosen while nothing is open, and what was counted of the one before is put aside, and comes back with it', () => {
    const desk = new EngineInHand();
    const before = desk.cockpit;
    const was = { day: before.day, peaks: before.peaks, firstDayAt: before.firstDayAt, asked: before.asked };
    expect([was.day !== null, choose(desk).types]).toEqual([true, ['account.chosen']]);
    expect(desk.cockpit).toMatchObject({ account: OTHER, day: null, peaks: null, firstDayAt: null, trades: [], accountCosts: 0 });
    expect([...desk.cockpit.books.keys()]).toEqual([`${OURS.login} at ${OURS.server}`]);
    // As a window or a snapshot has it.
    expect(unpackCockpit(JSON.parse(JSON.stringify(packCockpit(desk.cockpit)))).books).toEqual(desk.cockpit.books);
    choose(desk, OURS, OTHER);
    expect(desk.cockpit).toMatchObject({ ...was, account: OURS });
    expect([...desk.cockpit.books.keys()]).toEqual([`${OTHER.login} at ${OTHER.server}`]);
  });

  it('begins with its own day, of its own balance', () => {
    const desk = new EngineInHand();
    choose(desk);
    // The terminal still shows the one before it: whose figures are no beginning.
    desk.account = { ...ACCOUNT, balance: 91_000, equity: 91_000 };
    desk.after(1_000).beat();
    expect(desk.cockpit).toMatchObject({ day: null, peaks: null });
    desk.account = { ...ACCOUNT, ...OTHER, balance: 104_000, equity: 104_000, freeMargin: 104_000 };
    desk.after(1_000).beat();
    expect([desk.cockpit.day?.balance, roomOf(desk.cockpit, desk.facts, desk.at)?.dayRoom]).toEqual([104_000, 5_000]);
  });

  it('takes over what there is where none was known before', () => {
    const desk = new EngineInHand();
    const { day } = desk.cockpit;
    choose(desk, OTHER, null);
    expect([desk.cockpit.account, desk.cockpit.day, desk.cockpit.books.size]).toEqual([OTHER, day, 0]);
  });

  it.each<[string, (desk: EngineInHand) => void, string, RegExp]>([
    ['while a position is open', (desk) => void desk.opened('s1', '11'), 'not_flat', /1 positions and orders are open/],
    [
      'while the terminal holds what the ledger does not know',
      (desk) => {
        desk.positions = [{ ...desk.opened('s1', '11'), clientOrderId: null }];
        desk.cockpit.positions.clear();
        desk.cockpit.openOrders.clear();
      },
      'not_flat',
      /1 positions and orders are open/,
    ],
    [
      'while a card waits for an answer',
      (desk) => {
        desk.cockpit.pending.set('s1', {} as never);
      },
      'not_flat',
      /1 approvals wait/,
    ],
    [
      'after a hard stop',
      (desk) => {
        desk.cockpit.blocks.set('day_lock', { code: 'day_lock', text: 'a hard stop', since: desk.at });
      },
      'hard_limit',
      /before the next reset/,
    ],
    ['while the stop is running', (desk) => void desk.halt(false, null), 'not_flat', /The stop is running/],
  ])('is refused %s', (_what, begin, code, why) => {
    const desk = new EngineInHand(AUTO);
    begin(desk);
    const told = choose(desk);
    expect([told.answer, told.types.filter((type) => type === 'account.chosen')]).toEqual([
      expect.objectContaining({ code, detail: expect.stringMatching(why) as string }),
      [],
    ]);
  });

  it('is refused where it is the one that is traded', () => {
    expect(choose(new EngineInHand(), OURS).answer).toMatchObject({ code: 'not_changed' });
  });
});
