import { describe, expect, it } from 'vitest';
import { hardFloorOf, roomOf } from '#engine/rulebook';
import type { Rulebook } from '#shared/rulebooks';
import { rulebook } from '#shared/rulebooks';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const own = (daily: object | null, maxLoss: object): Rulebook =>
  rulebook.parse({ title: 'Own', verifiedOn: '2026-11-28', daily, maxLoss });
const under = (custom: Rulebook) => new EngineInHand({ ...AUTO, rulebook: { custom } });
const roomIn = (desk: EngineInHand) => roomOf(desk.cockpit, desk.facts, desk.at);
const holds = (balance: number, equity = balance) => ({ ...ACCOUNT, balance, equity, freeMargin: equity });
const STANDING = { mode: 'static_initial', limitPct: 10 };

describe('a firm without a daily limit', () => {
  it('has the floor in all for its day, trades, and says so', () => {
    const desk = under(own(null, STANDING));
    desk.submit('s1');
    expect([desk.cockpit.blocks.size, desk.standing('s1')[0]]).toEqual([0, 'ordered']);
    expect(roomIn(desk)).toMatchObject({
      hasNoDayLimit: true,
      ...{ dayFloor: 90_000, dayRoom: 10_000, dayLimit: 10_000, totalFloor: 90_000, totalRoom: 10_000, totalLimit: 10_000 },
    });
    const said = desk.cockpit.signals.get('s1')?.decisions.flatMap(({ criteria }) => criteria) ?? [];
    expect(said.find(({ code }) => code === 'day_soft_stop')?.text).toEqual(
      expect.stringContaining(
        '0 % of the room in all that the day began with (10,000.00 USD) is used, entries stop at 60 % (Own, no daily limit is nearer',
      ),
    );
    expect(said.filter(({ text }) => text.includes('the daily limit'))).toEqual([]);
    expect(said.some(({ code }) => code === 'day_room')).toBe(false);
  });

  it.each([
    [94_100, 'ordered', 'active'],
    [93_900, 'rejected', 'active'],
    [92_000, 'rejected', 'halted'],
  ])('ends entries at 60 % of the limit in all and closes at 80 %: %d', (equity, state, trading) => {
    const desk = under(own(null, STANDING));
    desk.after(1_000).beat();
    desk.account = holds(equity);
    desk.after(1_000).beat();
    desk.submit('s1');
    expect([desk.standing('s1')[0], desk.cockpit.trading.state]).toEqual([state, trading]);
    if (trading === 'halted')
      expect(desk.cockpit.trading.reason).toBe('Hard stop: 2,000.00 USD left above the total floor of 90,000.00');
  });

  it('gives no room back at a reset, and begins a new share of what is left', () => {
    const desk = under(own(null, STANDING));
    desk.account = holds(93_900);
    desk.after(1_000).beat();
    desk.submit('late');
    desk.after(24 * 3_600_000).beat();
    desk.submit('next');
    const { dayRoom, beganWith } = roomIn(desk) ?? {};
    expect([desk.cockpit.day?.balance, dayRoom, beganWith]).toEqual([93_900, 3_900, 3_900]);
    expect([desk.standing('late')[0], desk.standing('next')[0]]).toEqual(['rejected', 'ordered']);
  });

  it('tells the second guard the floor in all', () => {
    const desk = under(own(null, STANDING));
    desk.after(1_000).beat();
    expect(hardFloorOf(desk.cockpit, desk.facts, desk.at)?.equity).toBe(92_000);
  });

  it('closes before the reset what its floor would take: booked profit lifts it, an open loss stays', () => {
    const desk = under(own(null, { mode: 'trailing_eod', limitPct: 4 }));
    desk.opened('s1', '11');
    // 102,600 booked lift the floor from 96,000 to 98,600 at the reset; 99,100 is 500 above, and a fifth of 4,000 is kept.
    desk.account = holds(102_600, 99_100);
    desk.after(1_000).beat();
    expect([desk.cockpit.trading.state, roomIn(desk)?.tomorrow]).toMatchObject(['active', { floor: 98_600, room: 500 }]);
    const { resetsAt = 0 } = roomIn(desk) ?? {};
    desk.at = resetsAt - 100_000;
    desk.beat();
    expect([desk.cockpit.trading.state, desk.cockpit.trading.reason]).toEqual([
      'halted',
      expect.stringContaining('left above the total floor as it will be at'),
    ]);
  });

  it('allows more than the same firm with one, which allows less', () => {
    const without = own(null, STANDING);
    const withOne = own({ limitPct: 6, reset: { zone: 'America/New_York', minuteOfDay: 1_020 } }, STANDING);
    const choose = (desk: EngineInHand, custom: Rulebook) =>
      desk.act({ act: 'choose-rulebook', rulebook: { ...desk.cockpit.config.rulebook, custom }, reason: 'a test' }).answer;
    const strict = under(withOne);
    strict.opened('s1', '11');
    const lax = under({
      ...without,
      dayReset: { ...(withOne.daily?.reset ?? { zone: '', minuteOfDay: 0, name: '', clock: '' }) },
    });
    lax.opened('s1', '11');
    expect([choose(strict, without), choose(lax, withOne)]).toEqual([expect.objectContaining({ code: 'not_flat' }), null]);
  });
});

describe('a firm that lets a day lose more than the account in all', () => {
  const wide = own({ limitPct: 40, reset: { zone: 'UTC' } }, { mode: 'static_initial', limitPct: 8 });

  it('is traded, and closed at four fifths of what may be lost in all', () => {
    const desk = under(wide);
    desk.submit('s1');
    expect([desk.cockpit.blocks.size, desk.standing('s1')[0], roomIn(desk)?.stopsOf]).toEqual([0, 'ordered', 0.2]);
    desk.account = holds(93_601);
    desk.after(1_000).beat();
    expect(desk.cockpit.trading.state).toBe('active');
    desk.account = holds(93_600);
    desk.after(1_000).beat();
    expect(desk.cockpit.trading.reason).toBe('Hard stop: 1,600.00 USD left above the total floor of 92,000.00');
  });

  it('ends entries at three fifths of it', () => {
    const desk = under(wide);
    desk.after(1_000).beat();
    desk.account = holds(95_200);
    desk.after(1_000).beat();
    desk.submit('s1');
    expect(desk.standing('s1')).toEqual(['rejected', 'day_limit_used_pct']);
  });

  it('keeps a buffer that grows with the day, not with the limit in all', () => {
    const grown = own({ limitPct: 16, limitOf: 'anchor', reset: { zone: 'UTC' } }, { mode: 'static_initial', limitPct: 8 });
    const desk = under(grown);
    desk.after(1_000).beat();
    desk.account = holds(200_000);
    desk.after(86_400_000).beat();
    // A day of 32,000 counts for half, and a fifth of that is kept: 3,200, twice the 1,600 of an account that has not grown.
    expect(hardFloorOf(desk.cockpit, desk.facts, desk.at)?.equity).toBe(200_000 - 32_000 + 3_200);
  });
});
