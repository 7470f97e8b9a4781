import { describe, expect, it } from 'vitest';
import { roomOf } from '#engine/rulebook';
import type { RulebookChoice } from '#shared/config';
import { rulebook, type Rulebook } from '#shared/rulebooks';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const choose = (desk: EngineInHand, part: Partial<RulebookChoice>) =>
  desk.act({ act: 'choose-rulebook', rulebook: { ...desk.cockpit.config.rulebook, ...part }, reason: 'a test' }).answer;
const room = (desk: EngineInHand) => roomOf(desk.cockpit, desk.facts, desk.at);
const sized = (equity: number) => ({ ...ACCOUNT, balance: equity, equity, freeMargin: equity });

describe('choosing a rulebook', () => {
  it('puts other rules in force while nothing is open', () => {
    const desk = new EngineInHand();
    expect(choose(desk, { preset: 'ftmo-1-step' })).toBeNull();
    expect([desk.cockpit.config.rulebook.preset, room(desk)?.dayFloor]).toEqual(['ftmo-1-step', 97_000]);
  });

  it('takes stricter rules at any time, and others only when flat', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    const laxer = choose(desk, { hardStopPct: 90 });
    const stricter = choose(desk, { stricter: true, softStopPct: 50 });
    const back = choose(desk, { stricter: false });
    expect([laxer, stricter, back]).toEqual([
      expect.objectContaining({ code: 'not_flat', detail: expect.stringContaining('1 positions and orders are open') as string }),
      null,
      expect.objectContaining({ code: 'not_flat' }),
    ]);
  });

  it.each<[string, Partial<RulebookChoice>]>([
    ['a larger daily limit', { preset: 'own-account' }],
    ['a later soft stop', { softStopPct: 70 }],
    ['a floor that does not follow the account', { preset: 'ftmo-2-step', custom: null, stricter: false, hardStopPct: 79 }],
    ['a larger account', { initialBalance: 110_000 }],
  ])('counts %s as allowing more', (_what, part) => {
    const desk = new EngineInHand({ ...AUTO, rulebook: { stricter: true } });
    desk.opened('s1', '11');
    expect(choose(desk, part)).toMatchObject({ code: 'not_flat' });
  });

  it.each<[string, Partial<Rulebook['maxLoss']>, boolean]>([
    ['a lower lock', { lockOffsetPct: 0 }, false],
    ['a higher lock', { lockOffsetPct: 5 }, true],
    ['a floor that goes down with withdrawals', { lowersWithWithdrawals: true }, false],
    ['a floor that never stops to follow', { mode: 'trailing_eod' }, true],
    ['a floor that never follows', { mode: 'static_initial' }, false],
  ])('looks at how the floor will move, not only at where it is: %s', (_what, part, isStricter) => {
    const own = (maxLoss: object) =>
      rulebook.parse({
        title: 'own',
        verifiedOn: '2026-01-01',
        daily: { limitPct: 5, reset: { zone: 'Europe/Prague' } },
        maxLoss,
      });
    const locked = { mode: 'trailing_locked', limitPct: 10, lockOffsetPct: 2 };
    const desk = new EngineInHand({ ...AUTO, rulebook: { custom: own(locked) } });
    desk.opened('s1', '11');
    const { lockOffsetPct: _lock, ...bare } = locked;
    const next = own({ ...('mode' in part ? bare : locked), ...part });
    expect(choose(desk, { custom: next })).toEqual(isStricter ? null : expect.objectContaining({ code: 'not_flat' }));
  });

  it('never widens anything between a hard stop and the reset', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    desk.account = { ...ACCOUNT, balance: 99_900, equity: 95_900 };
    desk.after(1_000).beat();
    desk.positions = [];
    desk.account = sized(95_900);
    desk.after(1_000).beat();
    desk.tell({ type: 'terminal.observed', payload: { snapshot: desk.snapshot(), link: 'up', recentDeals: [] } });
    expect(choose(desk, { preset: 'the5ers-high-stakes', hardStopPct: 95 })).toMatchObject({ code: 'hard_limit' });
  });

  it('is not asked for what is in force', () => expect(choose(new EngineInHand(), {})).toMatchObject({ code: 'not_changed' }));

  it('measures a day that begins at another moment from the most that is known', () => {
    const desk = new EngineInHand();
    desk.account = sized(99_000);
    choose(desk, { preset: 'the5ers-high-stakes' });
    expect(desk.cockpit.day).toEqual({
      anchorAt: Date.parse('2025-08-03T21:00Z'),
      resetsAt: Date.parse('2025-08-04T21:00Z'),
      balance: 100_000,
    });
  });
});

describe('an account of another size than the rulebook’s', () => {
  it.each([25_000, 91_000, 150_000, 200_000])('is neither traded nor flattened: %d', (equity) => {
    const desk = new EngineInHand(AUTO, sized(equity));
    desk.after(1_000).beat();
    desk.after(1_000).submit('s1');
    expect([desk.cockpit.trading.state, desk.standing('s1'), desk.cockpit.certificates.size]).toEqual([
      'active',
      ['rejected', 'not_blocked'],
      0,
    ]);
    const rearm = desk.act({ act: 'rearm', block: 'account_size', reason: 'go on' }).answer;
    expect(rearm).toMatchObject({ code: 'hard_limit' });
    choose(desk, { initialBalance: equity });
    desk.after(1_000).beat();
    desk.after(60_000).submit('s2');
    expect([desk.cockpit.blocks.size, desk.standing('s2')[0], room(desk)?.dayRoom]).toEqual([0, 'ordered', equity * 0.05]);
  });

  it.each([
    ['AUD', 130_000, undefined, true],
    ['CAD', 120_000, undefined, true],
    ['EUR', 97_000, undefined, true],
    ['EUR', 100_000, undefined, false],
    ['EUR', 101_000, undefined, false],
    ['EUR', 101_001, undefined, true],
    ['EUR', 99_000, undefined, false],
    ['EUR', 98_999, undefined, true],
    ['EUR', 97_000, 'EUR', false],
    ['USD', 149_999, undefined, false],
    ['USD', 97_000, undefined, false],
    ['USD', 100_000, 'EUR', true],
  ])('is one in another money too: %s %d, size said in %s', (currency, balance, said, isBlocked) => {
    const rulebook = said === undefined ? {} : { currency: said };
    const desk = new EngineInHand({ ...AUTO, rulebook }, { ...sized(balance), currency });
    desk.after(1_000).beat();
    expect([desk.cockpit.blocks.has('account_size'), desk.cockpit.trading.state]).toEqual([isBlocked, 'active']);
    if (!isBlocked) return;
    expect(desk.cockpit.blocks.get('account_size')?.text).toContain(`set its size in ${currency} under Settings`);
    choose(desk, { initialBalance: balance, currency });
    desk.after(1_000).beat();
    expect([desk.cockpit.blocks.size, room(desk)?.totalFloor]).toEqual([0, expect.closeTo(balance * 0.9, 6)]);
  });

  it('is a matter of the first look: a loss that was made is a hard stop', () => {
    const desk = new EngineInHand(AUTO);
    desk.account = sized(89_000);
    desk.after(1_000).beat();
    expect([desk.cockpit.trading.state, desk.cockpit.blocks.has('account_size')]).toEqual(['halted', false]);
  });
});
