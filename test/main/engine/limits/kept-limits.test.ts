import { describe, expect, it } from 'vitest';
import { firstDisagreement, foldedFrom, fromDisk, stateText } from '#test/main/runtime/replayed.ts';
import { GUARDED_KEYS } from '#engine/limits/guarded-keys.ts';
import { heldBack, openCount } from '#engine/limits';
import { defaultConfig, parseConfig, type Config } from '#shared/config';
import type { Deal } from '#shared/domain';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const configOf = (changes: object): Config => {
  const parsed = parseConfig({
    strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } },
    ...AUTO,
    ...changes,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
};
/** The cockpit starts again with an edited file. */
const startAgain = (desk: EngineInHand, changes: object): void => {
  const config = configOf(changes);
  desk.tell({ type: 'run.started', payload: { version: '0', mode: 'paper', terminal: 'paper', market: 'test', config } });
};
const alarm = (desk: EngineInHand) => [...desk.cockpit.alarms.values()].find(({ alarm: { kind } }) => kind === 'limits_kept');
const WIDER = { rulebook: { hardStopPct: 95 }, cells: { u3: { maxGroupRisk: 9, minRr: 1.5 } }, limits: { maxLotsPerOrder: 40 } };

describe('limits that were widened in the file', () => {
  it('wait while something is open, with an alarm that has both numbers, and are taken when nothing is', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    startAgain(desk, WIDER);
    desk.after(1_000).beat();
    const { rulebook, cells, limits } = desk.cockpit.config;
    // What allows less is in force at once.
    expect([rulebook.hardStopPct, cells.u3.maxGroupRisk, cells.u3.minRr, limits.maxLotsPerOrder]).toEqual([80, 2, 1.5, 40]);
    expect(alarm(desk)?.alarm).toMatchObject({
      level: 'high',
      cause:
        'The configuration file allows more than was in force: cells.u3.maxGroupRisk asks for 9, 2 stays in force; ' +
        'rulebook.hardStopPct asks for 95, 80 stays in force.',
      consequence: expect.stringContaining('1 positions and orders are open') as string,
      action: expect.stringContaining('Put the numbers back') as string,
    });
    const volume = desk.positions[0]?.volume ?? 0;
    desk.positions = [];
    desk.after(1_000).observe([{ ...closingDeal(desk.at), volume }]);
    desk.after(1_000).beat();
    desk.after(1_000).beat();
    expect([desk.cockpit.positions.size, desk.cockpit.config.rulebook.hardStopPct, alarm(desk)?.state ?? 'gone']).toEqual([
      0,
      95,
      'returned',
    ]);
    expect(desk.cockpit.config).toEqual(configOf(WIDER));
  });

  it('wait for the terminal: what is not seen yet may be open', () => {
    const desk = new EngineInHand(AUTO);
    startAgain(desk, WIDER);
    desk.link = 'down';
    desk.after(1_000).beat();
    const before = desk.cockpit.config.rulebook.hardStopPct;
    desk.link = 'up';
    desk.after(1_000).beat();
    expect([before, desk.cockpit.config.rulebook.hardStopPct, alarm(desk)]).toEqual([80, 95, undefined]);
  });

  it('wait for positions of others and for working orders too', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    const [held] = desk.positions;
    const other = new EngineInHand(AUTO);
    startAgain(other, WIDER);
    if (held !== undefined) other.positions = [{ ...held, ticket: '99', clientOrderId: null, magic: 0 }];
    other.after(1_000).beat();
    expect([other.cockpit.config.rulebook.hardStopPct, alarm(other)?.state]).toEqual([80, 'active']);
  });

  it('are not taken between a hard stop and the reset', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    desk.account = { ...ACCOUNT, balance: 99_900, equity: 95_900 };
    desk.after(1_000).beat();
    expect(desk.cockpit.blocks.has('day_lock')).toBe(true);
    const flat = new EngineInHand(AUTO);
    flat.engine.cockpit.blocks.set('day_lock', { code: 'day_lock', text: 'a hard stop', since: flat.at });
    startAgain(flat, WIDER);
    flat.after(1_000).beat();
    expect([flat.cockpit.config.rulebook.hardStopPct, alarm(flat)?.alarm.consequence]).toEqual([
      80,
      expect.stringContaining('at the next reset'),
    ]);
    flat.after(24 * 3_600_000).beat();
    flat.after(1_000).beat();
    expect(flat.cockpit.config.rulebook.hardStopPct).toBe(95);
  });

  it('wait over further starts, and are gone when the file has the old numbers again', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    startAgain(desk, WIDER);
    startAgain(desk, WIDER);
    desk.after(1_000).beat();
    expect([desk.cockpit.config.rulebook.hardStopPct, alarm(desk)?.state]).toEqual([80, 'active']);
    startAgain(desk, { cells: { u3: { minRr: 1.5 } }, limits: { maxLotsPerOrder: 40 } });
    desk.after(1_000).beat();
    expect([desk.cockpit.limitsKept, alarm(desk)?.state]).toEqual([null, 'returned']);
  });

  it('do not come back over rules that were chosen meanwhile', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    startAgain(desk, WIDER);
    const chosen = { ...desk.cockpit.config.rulebook, softStopPct: 30 };
    desk.act({ act: 'choose-rulebook', rulebook: chosen, reason: 'a test' });
    expect(desk.cockpit.limitsKept?.asked.rulebook).toEqual(chosen);
  });

  it('measure a day that begins at another moment from the most that is known, when they are taken', () => {
    const desk = new EngineInHand(AUTO);
    desk.account = { ...ACCOUNT, balance: 99_000, equity: 99_000 };
    startAgain(desk, { rulebook: { preset: 'the5ers-high-stakes' } });
    desk.after(1_000).beat();
    expect([desk.cockpit.config.rulebook.preset, desk.cockpit.day]).toEqual([
      'the5ers-high-stakes',
      { anchorAt: Date.parse('2025-08-03T21:00Z'), resetsAt: Date.parse('2025-08-04T21:00Z'), balance: 100_000 },
    ]);
  });

  it('are decided by the journal alone: it decides the same again, and folds to the same', () => {
    const desk = new EngineInHand(AUTO);
    desk.opened('s1', '11');
    startAgain(desk, WIDER);
    desk.after(1_000).beat();
    const records = fromDisk(desk.records);
    expect(firstDisagreement(records)).toBeNull();
    expect(stateText(foldedFrom(records).cockpit)).toBe(stateText(desk.cockpit));
  });
});

describe('what is open', () => {
  const count = (part: object, state: object = {}) =>
    openCount(
      { positions: new Map(), openOrders: new Set(), ...state } as never,
      { link: 'up', account: ACCOUNT, positions: [], orders: [], ...part } as never,
    );
  it('is the positions of terminal or ledger, whichever has more, and the orders of both', () => {
    expect(count({ positions: [1, 2], orders: [1] }, { positions: new Map([[1, 1]]), openOrders: new Set([1, 2]) })).toBe(5);
    expect(
      count(
        { positions: [1] },
        {
          positions: new Map([
            [1, 1],
            [2, 1],
          ]),
        },
      ),
    ).toBe(2);
    expect(count({})).toBe(0);
  });
  it('is not known without the terminal, without its account, and while the link is not up', () => {
    expect([openCount({} as never, null), count({ account: null }), count({ link: 'down' })]).toEqual([null, null, null]);
  });
});

describe('what allows more', () => {
  const set = (config: Config, path: string, value: unknown): Config => {
    const copy = structuredClone(config) as unknown as Record<string, unknown>;
    const keys = path.split('.');
    let at = copy;
    for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[keys.at(-1) ?? ''] = value;
    return copy as unknown as Config;
  };

  it.each<[string, unknown, unknown]>([
    ['strategies.m5_bos.riskPercent', 0.3, 0.4],
    ['strategies.m5_bos.maxRiskPercent', 0.8, 1],
    ['strategies.m5_bos.maxDailyRiskPercent', 2, 3],
    ['strategies.m5_bos.maxConcurrent', 2, 3],
    ['strategies.m5_bos.minWinRate', 0.4, 0.3],
    ['strategies.m5_bos.enabled', false, true],
    ['cells.u1.minScore', 0.8, 0.7],
    ['cells.u1.unseenStructure', 'refuse', 'flag'],
    ['cells.u3.onePositionPerSymbol', true, false],
    ['cells.u3.opposite', 'refuse', 'allow'],
    ['limits.repeatedWithinMs', 60_000, 30_000],
    ['mt5.maxLots', 1, 5],
    ['paper.commissionPerLot', 7, 0],
    ['calendar.whenStale', 'refuse', 'allow'],
    ['calendar.newsMinutes', 5, 2],
    ['calendar.maxAgeHours', 24, 48],
    ['limits.pendingsKeptAt', [], ['news']],
    ['limits.maxRequestsPerDay', 1_000, 1_500],
    ['limits.pendingMinutes', 30, 60],
    ['calendar.holidays', ['12-25', '01-01'], ['01-01']],
  ])('%s from %j to %j, and never the other way round', (path, less, more) => {
    const [tight, loose] = [set(defaultConfig(), path, less), set(defaultConfig(), path, more)];
    const kept = heldBack(tight, loose);
    expect([kept.widened.map((one) => one.path), kept.config]).toEqual([[path], tight]);
    expect(heldBack(loose, tight)).toEqual({ config: tight, widened: [] });
  });

  it.each<[string, object, object, boolean]>([
    ['a preset with a larger day', { preset: 'ftmo-1-step' }, { preset: 'ftmo-2-step' }, true],
    ['the stricter reading of the same', { preset: 'ftmo-2-step' }, { preset: 'ftmo-2-step', stricter: true }, false],
    ['another size', { initialBalance: 100_000 }, { initialBalance: 90_000 }, true],
    ['no daily limit', { preset: 'fundednext-stellar-2-step' }, { preset: 'fundednext-stellar-instant' }, true],
    ['an earlier soft stop', {}, { softStopPct: 40 }, false],
    ['a peak of the equity instead of the balance', { preset: 'ftmo-1-step' }, { custom: intraday() }, true],
  ])('rules: %s', (_what, was, asked, isMore) => {
    const { widened, config } = heldBack(configOf({ rulebook: was }), configOf({ rulebook: asked }));
    expect([widened.length > 0, config.rulebook]).toEqual([isMore, configOf({ rulebook: isMore ? was : asked }).rulebook]);
  });

  it('rules that wait: of the own stops the nearer ones hold at once', () => {
    const [was, asked] = [
      { preset: 'ftmo-1-step', softStopPct: 50, hardStopPct: 75 },
      { preset: 'ftmo-2-step', softStopPct: 60, hardStopPct: 70 },
    ];
    const { rulebook } = heldBack(configOf({ rulebook: was }), configOf({ rulebook: asked })).config;
    expect(rulebook).toMatchObject({ preset: 'ftmo-1-step', softStopPct: 50, hardStopPct: 70 });
  });

  it('is told in a hundred characters, a text without quotation marks and a list as it stands', () => {
    const days = Array.from({ length: 40 }, (_, at) => `11-${10 + (at % 20)}`);
    const { widened } = heldBack(
      set(set(defaultConfig(), 'calendar.holidays', days), 'cells.u3.opposite', 'refuse'),
      set(set(defaultConfig(), 'calendar.holidays', []), 'cells.u3.opposite', 'allow'),
    );
    expect(widened).toEqual([
      { path: 'cells.u3.opposite', kept: 'refuse', asked: 'allow' },
      { path: 'calendar.holidays', kept: JSON.stringify(days).slice(0, 100), asked: '[]' },
    ]);
  });

  it('a strategy that was not there: it stays off', () => {
    const asked = configOf({ strategies: { more: { kind: 'm5_bos', sessions: ['any'] } } });
    const { config, widened } = heldBack(configOf({}), asked);
    expect([config.strategies['more']?.enabled, widened]).toEqual([
      false,
      [{ path: 'strategies.more.enabled', kept: 'false', asked: 'true' }],
    ]);
  });

  it('every guarded key exists, and every key of limits and cells is guarded', () => {
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`))
        : [path.replace(/^strategies\.[^.]+/, 'strategies.*')];
    const known = new Set(leaves(defaultConfig(), ''));
    expect(Object.keys(GUARDED_KEYS).filter((path) => !known.has(path))).toEqual([]);
    const bounding = [...known].filter((path) => /^(limits|cells)\./.test(path));
    expect(bounding.filter((path) => GUARDED_KEYS[path] === undefined)).toEqual([]);
  });
});

function intraday(): object {
  const { custom: _custom, ...rest } = { custom: null };
  return {
    ...rest,
    title: 'Own',
    verifiedOn: '2026-01-01',
    daily: { limitPct: 3, reset: { zone: 'Europe/Prague', name: 'Prague midnight', clock: 'Prague' } },
    maxLoss: { mode: 'trailing_intraday', limitPct: 10 },
    bestDay: { pct: 50 },
    targetPct: 10,
    limits: { lotsPerTicket: 50, openOrders: 200, requestsPerDay: 2_000 },
  };
}

function closingDeal(at: number): Deal {
  return {
    ...{
      ticket: '900',
      order: '900',
      position: '11',
      symbol: 'EURUSD',
      direction: 'SELL',
      entry: 'out',
      volume: 1,
      price: 1.157,
    },
    ...{ profit: 0, commission: 0, swap: 0, at, reason: 'client', clientOrderId: null, magic: 0 },
  };
}
