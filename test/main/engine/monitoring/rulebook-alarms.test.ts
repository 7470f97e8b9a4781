import { describe, expect, it } from 'vitest';
import { rulebookAlarms } from '#engine/monitoring/rulebook-alarms.ts';
import { account, BOOK, cockpit, facts, NOW, position } from '../rulebook/desk.ts';

const idsOf = (alarms: ReturnType<typeof rulebookAlarms>): readonly string[] => alarms.map((alarm) => alarm.id ?? alarm.kind);

describe('what the firm will make of what is open', () => {
  const losing = facts({ positions: [position()], account: account({ balance: 104_000, equity: 98_500 }) });

  it('an open loss that breaches at the next midnight raises an alarm hours before, with both numbers', () => {
    const [alarm] = rulebookAlarms(cockpit(), losing, NOW);
    expect([alarm?.kind, alarm?.deadlineAt, alarm?.cause]).toEqual([
      'reset_breach',
      Date.UTC(2025, 7, 5, 22),
      'At Prague midnight, in 13 h 0 m, the floor becomes 99,000.00 USD: the equity, less 3.50 for swap and closing, is 503.50 below it (FTMO 2-Step).',
    ]);
    expect(rulebookAlarms(cockpit(), facts({ account: account({ balance: 104_000, equity: 98_500 }) }), NOW)).toEqual([]);
    expect(
      rulebookAlarms(
        cockpit(),
        facts({ positions: [position()], account: account({ balance: 104_000, equity: 100_003.51 }) }),
        NOW,
      ),
    ).toEqual([]);
  });

  it('a firm that wants to be flat over the weekend is heard two hours before the close', () => {
    const strict = cockpit(({ config }) => {
      config.rulebook.preset = 'ftmo-standard';
      config.paper.alwaysOpen = false;
    });
    const endless = cockpit((of) => void (of.config.rulebook.preset = 'ftmo-standard'));
    const open = facts({ positions: [position()] });
    const friday = Date.UTC(2025, 7, 8, 19);
    expect(idsOf(rulebookAlarms(strict, open, friday))).toEqual(['weekend_open']);
    expect(idsOf(rulebookAlarms(strict, open, friday - 1))).toEqual([]);
    expect(idsOf(rulebookAlarms(cockpit(), open, friday))).toEqual([]);
    expect(idsOf(rulebookAlarms(strict, facts(), friday))).toEqual([]);
    expect(idsOf(rulebookAlarms(endless, open, friday))).toEqual([]);
  });

  it('a stop or target that could be hit in a news window raises an alarm a quarter of an hour before, where exits count', () => {
    const event = { at: NOW + 17 * 60_000, currency: 'USD', impact: 'high', title: 'CPI' } as const;
    const withNews = (preset: 'ftmo-standard' | 'ftmo-2-step') =>
      cockpit((of) => {
        of.config.rulebook.preset = preset;
        of.calendar = { readAt: NOW, source: 'test', events: [event] };
      });
    const open = facts({ positions: [position()] });
    const [alarm] = rulebookAlarms(withNews('ftmo-standard'), open, NOW);
    expect([alarm?.id, alarm?.cause]).toEqual([
      'news_exit:11',
      'USD CPI at 09:17 UTC; position 11 has a stop or target that could be hit between 09:15 and 09:19.',
    ]);
    expect(rulebookAlarms(withNews('ftmo-standard'), open, NOW - 1)).toEqual([]);
    expect(rulebookAlarms(withNews('ftmo-2-step'), open, NOW)).toEqual([]);
    expect(rulebookAlarms(withNews('ftmo-standard'), facts({ positions: [position({ stopLoss: null })] }), NOW)).toEqual([]);
  });

  it.each<[what: string, isTrade: boolean, now: number, title: string, deadlineAt: number | null]>([
    ['a trade', true, NOW, 'The account ends without a trade', Date.UTC(2025, 7, 8, 22)],
    ['no trade at all', false, NOW, 'The account ends without a trade', Date.UTC(2025, 7, 8, 22)],
    ['no trade until it was too late', false, Date.UTC(2025, 7, 8, 22), 'Too long without a trade', null],
  ])(
    'an account on which nothing is traded is heard days before it ends, counted from %s',
    (_what, isTrade, now, title, deadlineAt) => {
      const began = Date.UTC(2025, 6, 19, 22);
      const idle = (inactivityDays: number | null) =>
        cockpit((of) => {
          of.config.rulebook = { ...of.config.rulebook, custom: { ...BOOK, inactivityDays } };
          of.firstDayAt = isTrade ? began - 86_400_000 : began;
          if (isTrade) of.trades = [{ ticket: '1', openedAt: began, closedAt: began + 60_000, pnl: 0 } as never];
        });
      const [alarm] = rulebookAlarms(idle(20), facts(), now);
      const since = isTrade ? '2025-07-20' : 'the first day here, 2025-07-20';
      expect(alarm).toMatchObject({
        ...{ kind: 'inactivity', title, deadlineAt },
        cause: `No trade was opened since ${since}, and FTMO 2-Step ends an account after 20 days without one.`,
        action: `Open one trade by hand or let a signal through, or ask the firm${
          isTrade ? '' : ': trades from before this journal are not known here'
        }.`,
      });
      expect(alarm?.id).toBe(deadlineAt === null ? 'inactivity:over' : undefined);
      // A fifth of the days ahead: four of twenty.
      const first = Date.UTC(2025, 7, 4, 22);
      expect([rulebookAlarms(idle(20), facts(), first).length, rulebookAlarms(idle(20), facts(), first - 1).length]).toEqual([
        1, 0,
      ]);
      expect(rulebookAlarms(idle(null), facts(), now)).toEqual([]);
    },
  );

  it('three quarters of the day’s requests raise an alarm', () => {
    const asked = (count: number) =>
      cockpit((of) => {
        of.asked = { ...of.asked, requests: count };
      });
    expect([idsOf(rulebookAlarms(asked(1_349), facts(), NOW)), idsOf(rulebookAlarms(asked(1_350), facts(), NOW))]).toEqual([
      [],
      ['requests_today'],
    ]);
  });
});
