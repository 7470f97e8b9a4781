import { describe, expect, it } from 'vitest';
import { activeAlarms, alarmChanges } from '../../../../main/engine/monitoring/alarms.ts';
import { defaultConfig } from '#shared/config';
import { ALARM_ROWS_MAX, obstacleFor, OBSTACLES, type Facts, type ObstacleCode } from '#shared/domain';
import type { CockpitState } from '#shared/projection';
import { rulebook } from '#shared/rulebooks';
import { account, cockpit, entry, facts, NOW, pending, position } from '../rulebook/desk.ts';

const seen = (change: (state: CockpitState) => void = () => undefined, of: Partial<Facts> = {}, nowMs = NOW) => {
  const state = cockpit((made) => {
    made.calendar = { readAt: nowMs, source: 'file', events: [], coversUntil: nowMs + 86_400_000 };
    change(made);
  });
  return activeAlarms(state, facts(of), nowMs);
};
const one = (...args: Parameters<typeof seen>) => {
  const [alarm, ...more] = seen(...args);
  expect(more).toEqual([]);
  return alarm;
};

describe('the wire', () => {
  it('that is down says since when, what still holds and what to do', () =>
    expect(one(undefined, { link: 'down', linkAgeMs: 61_000 })).toEqual({
      kind: 'link_down',
      level: 'critical',
      title: 'Terminal link down',
      deadlineAt: null,
      cause: 'The terminal has been silent since 08:58:59 UTC.',
      consequence:
        'No order can be placed or changed. Open positions are held only by their stops at the broker. An order on its way stays unknown, with its worst loss reserved, until the link is back.',
      action: 'Check that the terminal runs and is logged in; manage positions there if you must.',
    }));

  it('that never spoke has been silent since the start', () =>
    expect(one(undefined, { link: 'down', linkAgeMs: Infinity })?.cause).toBe('The terminal has been silent since the start.'));

  it.each(Object.keys(OBSTACLES).filter((code) => code !== 'not_connected') as ObstacleCode[])(
    'what keeps the terminal from trading (%s) is an alarm of its own, with its own remedy',
    (code) => {
      const isAway = /^(account|version|token)_/.test(code);
      const link = isAway ? 'down' : code === 'broker_connection_lost' ? 'stale' : 'up';
      const { title, cause, action } = OBSTACLES[code];
      expect(one(undefined, { link, obstacle: obstacleFor(code) })).toMatchObject({
        kind: code,
        level: isAway ? 'critical' : 'high',
        title,
        cause: `${cause}.`,
        action,
      });
    },
  );

  it('that nobody has connected to is a link that is down', () =>
    expect(one(undefined, { link: 'down', obstacle: obstacleFor('not_connected') })?.kind).toBe('link_down'));

  it('with old prices, and with Algo Trading off', () => {
    expect(one(undefined, { link: 'stale', linkAgeMs: 10_000 })).toMatchObject({
      kind: 'link_stale',
      level: 'high',
      cause: 'No price since 08:59:50 UTC.',
    });
    expect(one(undefined, { account: account({ algoTrading: false }) })).toMatchObject({
      kind: 'algo_trading_off',
      level: 'high',
    });
    expect(seen(undefined, { account: null })).toEqual([]);
    expect(seen()).toEqual([]);
  });
});

describe('money', () => {
  it.each([
    [97_000, 'day_soft_stop'],
    [97_000.5, null],
    [96_000.5, 'day_soft_stop'],
    [96_000, null],
  ])('at an equity of %d, of 5,000 a day from 100,000: %s', (equity, kind) => {
    const kinds = seen(undefined, { account: account({ equity }) }).map((alarm) => alarm.kind);
    expect(kinds).toEqual(kind === null ? [] : [kind]);
  });

  it('says how much of the limit is used, and where everything is closed', () =>
    expect(one(undefined, { account: account({ equity: 96_900 }) })).toMatchObject({
      level: 'high',
      title: "Day's soft stop reached",
      cause: '62.0 % of the daily limit is used, the soft stop is at 60 %.',
      consequence: 'No new entries. At 80 % everything is closed.',
      deadlineAt: Date.UTC(2025, 7, 5, 22),
    }));

  it('a position without a stop is critical, with its ticket', () =>
    expect(one(undefined, { positions: [position(), position({ ticket: '12', stopLoss: null, volume: 0.5 })] })).toEqual({
      id: 'no_stop',
      kind: 'position_without_stop',
      level: 'critical',
      title: 'EURUSD has no stop',
      deadlineAt: null,
      cause: 'Position 12, 0.5 lots, has no stop loss.',
      consequence: 'Its loss has no limit, so no new entry is possible.',
      action: 'Set a stop in the terminal, or close the position.',
      rows: [{ subject: '12', text: 'EURUSD BUY 0.5 lots' }],
    }));
});

describe('orders and ledger', () => {
  const unknown =
    (...ids: string[]) =>
    (state: CockpitState) => {
      for (const clientOrderId of ids) state.orders.set(clientOrderId, entry({ clientOrderId, state: 'unknown' }));
      state.orders.set('fine', entry({ clientOrderId: 'fine', state: 'confirmed' }));
    };
  it('one alarm for all orders without an answer, with their ids', () => {
    expect(one(unknown('A'))).toMatchObject({
      kind: 'order_unknown',
      title: 'Order outcome unknown',
      cause: 'No answer for EURUSD A.',
      consequence: 'Its worst loss stays reserved. It is looked for, never sent again.',
      action: 'Look into the terminal for the order if this lasts longer than a minute.',
    });
    expect(one(unknown('A', 'B'))).toMatchObject({
      title: '2 order outcomes unknown',
      cause: 'No answer for EURUSD A, EURUSD B.',
    });
  });

  it('each row says what was asked and why nobody knows, in 300 characters at most', () => {
    const doubt = (why: string) => (state: CockpitState) =>
      void state.orders.set('A', entry({ clientOrderId: 'A', state: 'unknown', outcome: { kind: 'unknown', why, at: NOW } }));
    expect(one(doubt('no answer'))?.rows).toEqual([{ subject: 'A', text: 'open EURUSD: no answer' }]);
    expect(one(unknown('B'))?.rows).toEqual([{ subject: 'B', text: 'open EURUSD' }]);
    expect(one(doubt('x'.repeat(400)))?.rows?.[0]?.text).toBe(`open EURUSD: ${'x'.repeat(287)}`);
    const ids = Array.from({ length: 4 }, (_, i) => `N${i}`);
    expect(one(unknown(...ids))?.cause).toBe('No answer for EURUSD N0, EURUSD N1, EURUSD N2 and 1 more.');
    expect(one(unknown(...ids.slice(1)))?.cause).toBe('No answer for EURUSD N1, EURUSD N2, EURUSD N3.');
    const many = one(unknown(...Array.from({ length: ALARM_ROWS_MAX + 1 }, (_, i) => `M${i}`)))?.rows;
    expect([many?.length, many?.[0]?.subject, many?.at(-1)?.subject]).toEqual([ALARM_ROWS_MAX, 'M0', `M${ALARM_ROWS_MAX - 1}`]);
  });

  it('is told by the wire while that is down, unless it stood before', () => {
    const down = { link: 'down' } as const;
    expect(seen(unknown('A'), down).map(({ kind }) => kind)).toEqual(['link_down']);
    const before = (state: CockpitState) => {
      unknown('A')(state);
      state.alarms.set('order_unknown', { state: 'active', alarm: {} } as never);
    };
    expect(seen(before, down).map(({ kind }) => kind)).toEqual(['link_down', 'order_unknown']);
    const gone = (state: CockpitState) => {
      unknown('A')(state);
      state.alarms.set('order_unknown', { state: 'returned', alarm: {} } as never);
    };
    expect(seen(gone, down).map(({ kind }) => kind)).toEqual(['link_down']);
  });

  it('a difference is told by its first item', () => {
    const drift = (items: unknown[]) => (state: CockpitState) => void (state.drift = { items, since: 0, digest: '' } as never);
    const items = [
      { ticket: '1', text: 'First.' },
      { ticket: '2', text: 'Second.' },
    ];
    expect(one(drift(items))).toMatchObject({
      kind: 'drift',
      level: 'high',
      cause: 'First. And 1 more.',
      consequence: 'Reduce-only: no new entries.',
      action: 'Compare with the terminal under Risk, then adopt what it says.',
      rows: [
        { subject: '1', text: 'First.' },
        { subject: '2', text: 'Second.' },
      ],
    });
    expect(one(drift(items.slice(1)))?.cause).toBe('Second.');
    const long = one(drift([{ ticket: '1', text: 'y'.repeat(400) }]))?.rows?.[0]?.text;
    expect(long).toBe('y'.repeat(300));
    expect(one(drift([]))?.cause).toBe('A difference that cannot be explained.');
  });
});

describe('what keeps entries out', () => {
  it.each([
    ['losing_streak', 'Signals are refused until you re-arm.', 'Review the last trades, then re-arm under Risk.'],
    [
      'day_lock',
      'Nothing is opened before the firm’s next reset.',
      'Look after what is still open; the reset lifts this by itself.',
    ],
    ['account_size', 'Nothing is opened, and nothing is closed for a floor.', 'Set the account size under Settings, Rulebook.'],
    [
      'unsound_numbers',
      'Nothing is opened, and no floor can be watched. Stops at the broker still hold.',
      'Look at the account in the terminal, restart the terminal; this lifts by itself when its numbers are sound.',
    ],
  ])('%s: what follows and what to do', (code, consequence, action) =>
    expect(one(({ blocks }) => void blocks.set('b', { code: code as never, text: 'why', since: 0 }))).toEqual({
      id: 'block:b',
      kind: 'entries_blocked',
      level: 'high',
      title: 'New entries are blocked',
      deadlineAt: null,
      cause: 'why',
      consequence,
      action,
    }),
  );

  it('a strategy that is switched off, and a scope that is stopped', () => {
    expect(
      one(({ strategies }) => void strategies.set('m5_bos', { riskOn: false, text: 'three losses' } as never)),
    ).toMatchObject({
      id: 'risk_off:m5_bos',
      kind: 'strategy_risk_off',
      level: 'high',
      title: 'm5_bos is switched off',
      cause: 'three losses',
    });
    expect(seen(({ strategies }) => void strategies.set('m5_bos', { riskOn: true, text: '' } as never))).toEqual([]);
    const scope = { kind: 'symbol', symbol: 'EURUSD' } as const;
    expect(one(({ stops }) => void stops.set('symbol:EURUSD', { scope, reason: 'news', since: NOW } as never))).toMatchObject({
      id: 'stopped:symbol:EURUSD',
      level: 'advisory',
      title: 'EURUSD is stopped',
      cause: 'news, since 09:00 UTC.',
    });
  });

  it('a stop that left something open, as long as it is open', () => {
    const certificate = (state: string, result: string) => ({
      id: 'c',
      state,
      tickets: [
        { ticket: '1', result: 'closed' },
        { ticket: '2', result },
      ],
    });
    const left = (state: string, result: string, isHeld: boolean) =>
      seen((of) => {
        of.certificates.set('c', certificate(state, result) as never);
        if (isHeld) of.positions.set('2', {} as never);
        else of.positions.set('1', {} as never);
      }).map(({ id, level }) => [id, level]);
    expect(left('residual', 'residual', true)).toEqual([['residual:c', 'critical']]);
    expect([left('residual', 'residual', false), left('residual', 'closed', true), left('flattening', 'residual', true)]).toEqual(
      [[], [], []],
    );
  });
});

describe('faults', () => {
  const policies = defaultConfig().recovery.policies;
  const stuck =
    (component: keyof typeof policies, agent: string, step = policies[component].length) =>
    (state: CockpitState) =>
      void state.recoveries.set('r', { id: 'r', component, agent, step, last: 'Restarted', kind: 'link_down' } as never);

  it('that no step has cured, and what stands in meanwhile', () => {
    expect(one(stuck('mt5_connection', 'terminal'))).toEqual({
      id: 'stuck:r',
      kind: 'recovery_stuck',
      level: 'high',
      title: 'Terminal does not recover',
      deadlineAt: null,
      cause: 'link down: every step was tried. Restarted.',
      consequence: 'No new entries.',
      action: 'Check the terminal and its connection.',
    });
    expect(one(stuck('mt5_connection', 'model'))).toMatchObject({
      level: 'advisory',
      consequence: 'What stands in for it is used.',
      action: 'Look at model under Control.',
    });
    expect(one(stuck('mt5_connection', 'calendar'))).toMatchObject({
      level: 'advisory',
      consequence: 'See the alarm of the calendar.',
    });
    expect(seen(stuck('mt5_connection', 'terminal', policies.mt5_connection.length - 1))).toEqual([]);
    expect(seen(stuck('trade_execution', 'terminal'))).toEqual([]);
    expect(seen(stuck('mt5_connection', 'terminal'), { link: 'down' }).map(({ kind }) => kind)).toEqual(['link_down']);
    expect(seen(stuck('mt5_connection', 'model'), { link: 'down' }).map(({ kind }) => kind)).toEqual([
      'link_down',
      'recovery_stuck',
    ]);
  });

  it('that were too many', () =>
    expect(one((state) => void (state.escalation = { at: 0, text: 'five in ten minutes' }))).toEqual({
      kind: 'escalated',
      level: 'critical',
      title: 'Too many faults: trading is halted',
      deadlineAt: null,
      cause: 'five in ten minutes',
      consequence: 'No new entries. Open positions keep their stops.',
      action: 'Look at the faults under Control; resume when their cause is gone.',
    }));

  const breaker = (key: string, part: object) => (state: CockpitState) =>
    void state.breakers.set(
      key as never,
      { state: 'OPEN', failures: 4, successes: 0, reopensAt: NOW + 30_000, probing: false, ...part } as never,
    );

  it.each([
    ['slow', '5 answers in a row took too long.'],
    ['unknown', '2 outcomes in a row are unknown.'],
    ['age', '4 failures and no success for ten minutes.'],
    ['probe', 'The probe failed.'],
    ['count', '4 failures in a row.'],
  ])('a breaker that opened for %s', (cause, text) =>
    expect(one(breaker('terminal/write', { cause }))).toEqual({
      id: 'breaker:terminal/write',
      kind: 'breaker_open',
      level: 'high',
      title: 'Terminal write breaker open',
      deadlineAt: NOW + 30_000,
      cause: text,
      consequence: 'No new orders. Closing is not affected.',
      action: 'Check the part; one probe at a time is let through from the time shown.',
    }),
  );

  it('a breaker by hand, of a part with a stand-in, of the journal, and of a wire that is down', () => {
    expect(one(breaker('u2/read', { state: 'ISOLATED', reopensAt: null }))).toMatchObject({
      level: 'advisory',
      title: 'U2 read isolated',
      cause: 'It was isolated by hand.',
      consequence: 'Signals that need it are refused.',
      action: 'Reset it under Control when the reason is gone.',
    });
    expect(one(breaker('u2/read', {}))).toMatchObject({ level: 'high' });
    for (const [key, consequence] of [
      ['model/read', 'Signals are scored by the rule.'],
      ['calendar/read', 'The copy read before is used, if there is one and as long as it covers the time.'],
      ['notifier/write', 'Alarms are on the screen only.'],
    ] as const)
      expect(one(breaker(key, {}))).toMatchObject({ level: 'advisory', consequence });
    expect(one(breaker('terminal/read', {}))).toMatchObject({
      consequence: 'The terminal is not looked at: no reconciliation, and no new entries.',
    });
    expect(seen(breaker('terminal/read', { state: 'HALF_OPEN' }))).toEqual([]);
    expect(seen(breaker('terminal/read', { state: 'CLOSED' }))).toEqual([]);
    expect(seen(breaker('journal/write', {}))).toEqual([]);
    expect(one(breaker('journal/write', { state: 'ISOLATED' }))).toMatchObject({ title: 'Journal write isolated' });
    const down = { link: 'down' } as const;
    expect(seen(breaker('terminal/read', {}), down).map(({ kind }) => kind)).toEqual(['link_down']);
    expect(seen(breaker('terminal/read', { state: 'ISOLATED' }), down).map(({ kind }) => kind)).toEqual([
      'link_down',
      'breaker_open',
    ]);
    expect(seen(breaker('u1/read', {}), down).map(({ kind }) => kind)).toEqual(['link_down', 'breaker_open']);
  });

  it.each([
    [
      'critical',
      'high',
      'Stops still work: they do not pass the lanes. Approvals and answers of the terminal may have to be repeated.',
    ],
    ['high', 'high', 'Looks at clock and account were skipped; the next one makes up for them.'],
    ['normal', 'high', 'Senders of signals were told to try again.'],
    ['low', 'advisory', 'Snapshots and reviews were skipped; the next look makes up for them.'],
  ] as const)('a full %s lane', (lane, level, consequence) =>
    expect(one(({ fullLanes }) => void fullLanes.set(lane, { since: 0, max: 9 }))).toMatchObject({
      id: `lane:${lane}`,
      level,
      title: `The ${lane} lane is full`,
      cause: '9 messages wait in it, its limit; further ones were refused.',
      consequence,
    }),
  );
});

describe('the firm’s rules', () => {
  const firm = (part: object) => (state: CockpitState) => {
    const custom = rulebook.parse({
      title: 'own',
      verifiedOn: '2026-01-01',
      daily: { limitPct: 5, reset: { zone: 'Europe/Prague' } },
      maxLoss: { mode: 'static_initial', limitPct: 10 },
      ...part,
    });
    state.config = {
      ...state.config,
      paper: { ...state.config.paper, alwaysOpen: false },
      rulebook: { ...state.config.rulebook, custom },
    };
  };

  it.each([
    [1_349, []],
    [1_350, ['requests_today']],
  ])('%i requests of 1,800: %j', (requests, kinds) =>
    expect(seen((state) => void (state.asked = { requests, lots: {}, entries: [] })).map(({ kind }) => kind)).toEqual(kinds),
  );

  it('many requests say when they end, and that closing goes on', () =>
    expect(one((state) => void (state.asked = { requests: 1_500, lots: {}, entries: [] }))).toMatchObject({
      level: 'advisory',
      deadlineAt: Date.UTC(2025, 7, 5, 22),
      cause: '1500 requests were sent to the terminal since the last reset, entries end at 1800.',
    }));

  it('a weekend is spoken of two hours ahead, where the firm wants it flat and something is open', () => {
    // New York's Friday 17:00 in August is 21:00 UTC.
    const closesAt = Date.UTC(2025, 7, 8, 21);
    const at = (minutesBefore: number, part: object, of: Partial<Facts>) =>
      seen(
        (state) => (
          firm(part)(state),
          void (state.day = { anchorAt: closesAt - 23 * 3_600_000, resetsAt: closesAt + 3_600_000, balance: 100_000 })
        ),
        of,
        closesAt - minutesBefore * 60_000,
      );
    const open = { positions: [position()], orders: [pending()] };
    const flat = { flatBeforeWeekend: true };
    expect(at(120, flat, open)).toMatchObject([
      {
        kind: 'weekend_open',
        level: 'high',
        deadlineAt: closesAt,
        cause: '2 positions and orders are open, and the week closes in 2 h 0 m.',
        consequence: 'own has to be flat over the weekend: what is open 15 minutes before is closed, and trading is halted.',
      },
    ]);
    expect([at(121, flat, open), at(60, {}, open), at(60, flat, {})]).toEqual([[], [], []]);
    const never = seen(
      (state) => {
        firm(flat)(state);
        state.config = { ...state.config, calendar: { ...state.config.calendar, weekendFlatMinutes: 0 } };
      },
      { orders: [pending()] },
      closesAt - 60_000,
    );
    expect(never.find(({ kind }) => kind === 'weekend_open')).toMatchObject({
      consequence: 'own has to be flat over the weekend: what stays open breaches it.',
    });
  });

  it('a stop that could be hit in news is spoken of a quarter of an hour ahead, where exits count', () => {
    const news = { before: 2, after: 3, includesExits: true };
    const at = (minutes: number, part: object, of: Partial<Facts> = { positions: [position()] }) =>
      seen((state) => {
        firm({ news, ...part })(state);
        const event = { at: NOW + minutes * 60_000, currency: 'USD', impact: 'high', title: 'Payrolls' } as const;
        state.calendar = { readAt: NOW, source: 'file', events: [event], coversUntil: NOW + 86_400_000 };
      }, of);
    expect(at(10, {})).toEqual([
      {
        id: 'news_exit:11',
        kind: 'news_exit',
        level: 'high',
        title: 'EURUSD may exit on news',
        deadlineAt: NOW + 8 * 60_000,
        cause: 'USD Payrolls at 09:10 UTC; position 11 has a stop or target that could be hit between 09:08 and 09:13.',
        consequence: 'own counts exits inside that window too, also those of stops and targets.',
        action: 'Close it before the window, or accept that it may be counted.',
      },
    ]);
    expect(at(1, {})[0]?.deadlineAt).toBe(NOW + 4 * 60_000);
    expect(at(17, {}).length).toBe(1);
    expect(at(18, {})).toEqual([]);
    expect(at(10, { news: { ...news, includesExits: false } })).toEqual([]);
    expect(at(10, {}, { positions: [position({ stopLoss: 1.05, takeProfit: null })] }).length).toBe(1);
  });

  it('a day whose equity nobody saw is a guess', () =>
    expect(one((state) => void (state.day = { ...state.day!, guess: 'Nobody saw it' }))).toMatchObject({
      kind: 'day_guessed',
      level: 'high',
      deadlineAt: Date.UTC(2025, 7, 5, 22),
      cause: expect.stringContaining('Taken as 100,000.00 USD, the highest that is known.') as string,
    }));

  it('an open loss that the reset will meet is told with how near', () => {
    // 10,000 booked today: the floor becomes 105,000, and the equity is 104,000.
    const told = one(undefined, {
      account: account({ balance: 110_000, equity: 104_000 }),
      positions: [position({ volume: 0.01 })],
    });
    expect(told).toMatchObject({ kind: 'reset_breach', level: 'high', deadlineAt: Date.UTC(2025, 7, 5, 22) });
    expect(told?.title).toMatch(/^The open loss breaches at /);
    expect(told?.cause).toContain('the floor becomes 105,000.00 USD: ');
    expect(told?.cause).toMatch(/1,000\.0\d below it/);
    const near = one(undefined, {
      account: account({ balance: 110_000, equity: 105_900 }),
      positions: [position({ volume: 0.01 })],
    });
    expect(near?.title).toMatch(/^The open loss meets the hard stop at /);
    expect(near?.cause).toMatch(/899\.9\d above it, and everything is closed at 1,000\.00/);
    expect(
      seen(undefined, { account: account({ balance: 110_000, equity: 106_100 }), positions: [position({ volume: 0.01 })] }),
    ).toEqual([]);
    expect(seen(undefined, { account: account({ balance: 110_000, equity: 104_000 }) })).toEqual([]);
  });
});

describe('the calendar', () => {
  const NEWS = (state: CockpitState) => {
    const custom = rulebook.parse({
      title: 'own',
      verifiedOn: '2026-01-01',
      daily: { limitPct: 5, reset: { zone: 'Europe/Prague' } },
      maxLoss: { mode: 'static_initial', limitPct: 10 },
      news: { before: 2, after: 2, includesExits: false },
    });
    state.config = { ...state.config, rulebook: { ...state.config.rulebook, custom } };
  };
  const whenStale = (how: 'refuse' | 'pass') => (state: CockpitState) =>
    void (state.config = { ...state.config, calendar: { ...state.config.calendar, whenStale: how as never } });

  it('that is missing matters where the firm has a news rule', () => {
    expect(seen((state) => void (state.calendar = null))).toEqual([]);
    expect(
      one((state) => {
        NEWS(state);
        state.calendar = null;
      }),
    ).toMatchObject({
      kind: 'calendar',
      level: 'high',
      title: 'The calendar cannot be relied on',
      cause: 'There is no calendar.',
      consequence: 'Entries are refused: own forbids them around news.',
    });
  });

  it('that is old or unreadable says both, and what happens to entries', () => {
    const old = (state: CockpitState) => void (state.calendar = { ...state.calendar!, coversUntil: NOW - 1 });
    expect(
      one((state) => {
        whenStale('refuse')(state);
        old(state);
      }),
    ).toMatchObject({
      level: 'advisory',
      cause: 'The calendar (file) ends on 2025-08-05.',
      consequence: 'Entries are refused.',
    });
    expect(one((state) => (NEWS(state), void (state.calendarFault = 'row 3: no such month')))).toMatchObject({
      level: 'advisory',
      title: 'The calendar cannot be read',
      cause: 'row 3: no such month.',
      consequence: 'The copy read before is used.',
    });
    expect(one((state) => (old(state), void (state.calendarFault = 'row 3')))?.cause).toBe(
      'row 3. The calendar (file) ends on 2025-08-05.',
    );
    expect(one((state) => void ((state.calendar = null), (state.calendarFault = 'row 3')))).toMatchObject({
      cause: 'row 3. There is no calendar.',
    });
  });
});

describe('changes', () => {
  it('raise each kind once, count it when it comes back, and clear what is gone', () => {
    const off = facts({ account: account({ algoTrading: false }) });
    const state = cockpit();
    const [raised, ...more] = alarmChanges(state, off, NOW);
    expect([raised, more]).toMatchObject([
      { type: 'alarm.raised', payload: { alarm: { id: 'algo_trading_off', raisedAt: NOW, count: 1 } } },
      [],
    ]);
    const known = (life: 'active' | 'returned') =>
      state.alarms.set('algo_trading_off', {
        state: life,
        alarm: { ...(raised as { payload: { alarm: object } }).payload.alarm },
      } as never);
    known('active');
    expect(alarmChanges(state, off, NOW)).toEqual([]);
    expect(alarmChanges(state, facts(), NOW)).toEqual([{ type: 'alarm.cleared', payload: { alarmId: 'algo_trading_off' } }]);
    known('returned');
    expect(alarmChanges(state, facts(), NOW)).toEqual([]);
    expect(alarmChanges(state, off, NOW + 5)).toMatchObject([{ payload: { alarm: { raisedAt: NOW + 5, count: 2 } } }]);
  });
});
