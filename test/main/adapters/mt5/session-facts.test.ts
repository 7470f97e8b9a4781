import { describe, expect, it, test } from 'vitest';
import { BackOff } from '#main/adapters/mt5/back-off.ts';
import { BlindSpots, unreadableText } from '#main/adapters/mt5/blind-spots.ts';
import { Obstacles } from '#main/adapters/mt5/obstacles.ts';
import { ServerTime } from '#main/adapters/mt5/server-time.ts';
import { ServerZone } from '#main/adapters/mt5/server-zone.ts';
import { SessionTroubles } from '#main/adapters/mt5/session-troubles.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { MINOR, type FromEa, type LineOf } from '#shared/bridge';
import type { Obstacle, ObstacleCode } from '#shared/domain';
import { HELLO } from './lines-in-hand.ts';

const WINTER = Date.parse('2026-02-10T12:00:00Z');
const HOUR = 3_600_000;
const beat = (serverMs: number, gmtMs: number, changes: object = {}): LineOf<'hb'> =>
  ({ t: 'hb', seq: 1, serverMs, gmtMs, ...changes }) as never;
const tick = (ms: number): FromEa => ({ t: 'tick', sym: 'EURUSD', bid: 1, ask: 1, ms, seq: 1 }) as never;
const unreadable = (what: LineOf<'unreadable'>['what'], error: number): FromEa => ({ t: 'unreadable', seq: 1, what, error });

describe('the zone of a trade server’s clock', () => {
  const zoneOf = (offsetMs: number): number | null => {
    const zone = new ServerZone();
    zone.learn(beat(WINTER + offsetMs, WINTER), undefined);
    return zone.offsetMs;
  };

  it.each([
    ['two hours ahead', 2 * HOUR, 2 * HOUR],
    ['the nearest quarter of an hour', 2 * HOUR + 449_999, 2 * HOUR],
    ['the nearest quarter of an hour, the next one', 2 * HOUR + 450_000, 2 * HOUR + 900_000],
    ['the last zone ahead', 14 * HOUR, 14 * HOUR],
    ['the last zone behind', -12 * HOUR, -12 * HOUR],
    ['none: further ahead than any', 14 * HOUR + 900_000, null],
    ['none: further behind than any', -12 * HOUR - 900_000, null],
  ])('is %s', (_what, offsetMs, zone) => expect(zoneOf(offsetMs)).toBe(zone));

  test('stays as it is while the PC’s clock is in doubt, and is taken from it where none is known yet', () => {
    const doubtful = { utcOf: () => null } as never;
    const zone = new ServerZone();
    zone.learn(beat(WINTER + 2 * HOUR, WINTER), doubtful);
    const first = zone.offsetMs;
    zone.learn(beat(WINTER + 2 * HOUR, WINTER + HOUR), doubtful);
    const second = zone.offsetMs;
    zone.learn(beat(WINTER + 2 * HOUR, WINTER + HOUR), { utcOf: () => WINTER } as never);
    expect([first, second, zone.offsetMs]).toEqual([2 * HOUR, 2 * HOUR, 2 * HOUR]);
    zone.begin('S');
    expect([zone.offsetMs, zone.utc(WINTER)]).toEqual([null, WINTER]);
  });

  test('follows New York’s summer time back where it is New York’s, and nowhere else', () => {
    const [ofNewYork, ofOthers] = [new ServerZone(), new ServerZone()];
    ofNewYork.learn(beat(WINTER + 2 * HOUR, WINTER), undefined);
    ofOthers.learn(beat(WINTER + HOUR, WINTER), undefined);
    const summer = Date.parse('2025-08-04T12:00:00Z');
    expect([ofNewYork.utc(summer + 3 * HOUR), ofNewYork.utc(WINTER + 2 * HOUR), ofOthers.utc(summer + HOUR)]).toEqual([
      summer,
      WINTER,
      summer,
    ]);
  });

  test('makes no moment before 1970 and no parts of a millisecond', () => {
    const zone = new ServerZone();
    zone.learn(beat(WINTER + 2 * HOUR, WINTER), undefined);
    expect([zone.utc(0), zone.utc(WINTER + 0.4)]).toEqual([0, WINTER - 2 * HOUR]);
  });
});

describe('the trade server’s clock', () => {
  /** Prices every second for so long, the last one so much later than time says, and a heartbeat so long behind it. */
  const after = (seconds: number, lateMs: number, silentMs: number) => {
    const clock = virtualClock(WINTER);
    const time = new ServerTime(clock);
    time.begin('Demo');
    time.take(tick(WINTER));
    for (let second = 1; second <= seconds; second += 1) {
      clock.advanceBy(1_000);
      time.take(tick(clock.wallMs() + (second === seconds ? lateMs : 0)));
    }
    clock.advanceBy(silentMs);
    time.take(beat(clock.wallMs(), clock.wallMs()));
    return time.reading();
  };

  it.each([
    ['for three seconds', 3, 0, 0, true],
    ['for less', 2, 0, 0, false],
    ['two seconds off', 4, 2_000, 0, true],
    ['further off', 4, 2_001, 0, false],
    ['too early', 4, -2_001, 0, false],
    ['ten seconds ago', 4, 0, 10_000, true],
    ['longer ago', 4, 0, 10_001, false],
  ])('runs with prices that came in as time passed, %s', (_what, seconds, lateMs, silentMs, isLive) => {
    expect(after(seconds, lateMs, silentMs)?.isLive).toBe(isLive);
  });

  test('by its prices goes on from the newest one, as long as it runs', () => {
    const [running, stopped] = [after(4, 0, 700), after(4, 0, 20_000)];
    expect([running?.quoteMs, stopped?.quoteMs, running?.server, running?.monoMs]).toEqual([
      WINTER + 4_700,
      WINTER + 4_000,
      'Demo',
      4_700,
    ]);
  });

  test('of another session is another one, and 0 is no time', () => {
    const clock = virtualClock(WINTER);
    const time = new ServerTime(clock);
    time.begin('One');
    time.take(tick(WINTER));
    time.take(beat(WINTER, WINTER));
    const first = time.reading();
    time.take(beat(0, WINTER));
    const none = time.reading();
    time.begin('Two');
    const begun = time.reading();
    time.take(beat(WINTER + 1, WINTER));
    expect([first?.quoteMs, none, begun, time.reading()]).toMatchObject([
      WINTER,
      null,
      null,
      { server: 'Two', serverMs: WINTER + 1, pcMs: WINTER, quoteMs: null, isLive: false },
    ]);
  });

  test('is not moved by a price that is older than one that was told', () => {
    const time = new ServerTime(virtualClock(WINTER));
    time.begin('Demo');
    time.take({ t: 'symbol', seq: 1, ms: WINTER } as never);
    time.take({ t: 'symbol', seq: 1, ms: WINTER - 5 } as never);
    time.take(beat(WINTER, WINTER));
    expect(time.reading()?.quoteMs).toBe(WINTER);
  });
});

test('what failed is tried again 1, 2, 4 ... heartbeats later, and once a minute in the end', () => {
  const backOff = new BackOff();
  const due: number[] = [];
  for (let heartbeat = 1; heartbeat <= 250; heartbeat += 1) if (backOff.isDue()) due.push(heartbeat);
  expect(due).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
});

describe('what cannot be read', () => {
  it.each<readonly [LineOf<'unreadable'>['what'], number, string]>([
    ['history', 4_401, 'MetaTrader cannot read its history of deals (error 4401: MetaTrader is still loading it)'],
    ['bars', 4_403, 'MetaTrader cannot read candles (error 4403: MetaTrader waited too long for the broker)'],
    [
      'calendar',
      5_401,
      'MetaTrader cannot read its economic calendar (error 5401: MetaTrader waited too long for the calendar server)',
    ],
    ['operations', 4_755, 'MetaTrader cannot read its deposits and withdrawals (error 4755)'],
    ['symbols', 1, 'MetaTrader cannot read the list of its symbols (error 1)'],
  ])('%s %s is told with its number, and its cause where a person can remove it', (what, error, text) =>
    expect(unreadableText({ what, error })).toBe(text),
  );

  it.each<readonly [LineOf<'unreadable'>['what'], boolean]>([
    ['operations', true],
    ['history', true],
    ['symbols', true],
    ['calendar', false],
    ['bars', false],
  ])('%s: entries wait for it: %s', (what, waits) => {
    const blind = new BlindSpots(virtualClock(WINTER));
    blind.take(unreadable(what, 4_755));
    expect(blind.problem !== null).toBe(waits);
    if (waits) expect(blind.problem).toMatch(/since 12:00:00 UTC; it is tried again by itself, restart MetaTrader if it stays$/);
    blind.begin();
    expect(blind.problem).toBeNull();
  });

  test('is told once for each error, dated from the first, and told again when it can be read', () => {
    const clock = virtualClock(WINTER);
    const blind = new BlindSpots(clock);
    const first = blind.take(unreadable('history', 1));
    clock.advanceBy(60_000);
    const said = [first, blind.take(unreadable('history', 1)), blind.take(unreadable('history', 2))];
    const problem = blind.problem;
    const over = blind.take({ t: 'history.end', seq: 1, q: 'q1', count: 0 } as never);
    const twice = blind.take({ t: 'history.end', seq: 1, q: 'q1', count: 0 } as never);
    expect(said.map((text) => text?.slice(-9) ?? null)).toEqual(['(error 1)', null, '(error 2)']);
    expect([problem?.includes('since 12:00:00'), over, twice, blind.problem]).toEqual([
      true,
      'MetaTrader can read its history of deals again',
      null,
      null,
    ]);
  });

  it.each<readonly [string, FromEa, boolean]>([
    ['candles that came', { t: 'bars', seq: 1, rows: [[1, 1, 1, 1, 1, 1]] } as never, true],
    ['no candles at all', { t: 'bars', seq: 1, rows: [] } as never, false],
    ['its own word', unreadable('bars', 0), true],
    ['another answer', { t: 'history.end', seq: 1, q: 'q', count: 0 } as never, false],
  ])('is proven readable by %s: %s', (_what, line, isProof) => {
    const blind = new BlindSpots(virtualClock(WINTER));
    blind.take(unreadable('bars', 4_401));
    expect(blind.take(line) !== null).toBe(isProof);
  });

  test('is asked for again only where it is the history, from the first heartbeat on each time it goes blind', () => {
    const blind = new BlindSpots(virtualClock(WINTER));
    blind.take(unreadable('operations', 1));
    const other = blind.isDue();
    blind.take(unreadable('history', 1));
    const due = [blind.isDue(), blind.isDue(), blind.isDue()];
    blind.take(unreadable('history', 1));
    const still = blind.isDue();
    blind.take({ t: 'history.end', seq: 1, q: 'q', count: 0 } as never);
    const over = blind.isDue();
    blind.take(unreadable('history', 1));
    expect([other, due, still, over, blind.isDue()]).toEqual([false, [true, false, true], false, false, true]);
  });
});

describe('the troubles of a session', () => {
  const troubled = () => {
    const logged: unknown[][] = [];
    const troubles = new SessionTroubles(virtualClock(WINTER), { write: (...line) => void logged.push(line) });
    return { troubles, logged };
  };
  const NAMES: FromEa = { t: 'names', seq: 1, names: [] } as never;
  const SNAPSHOT: FromEa = { t: 'snapshot.begin', seq: 1, rev: 1 } as never;

  test('are warnings in the log, and one that keeps entries away is a problem until it is over', () => {
    const { troubles, logged } = troubled();
    troubles.take(unreadable('operations', 9), true);
    const during = troubles.problem;
    troubles.take(unreadable('operations', 0), true);
    expect([during?.includes('its deposits and withdrawals (error 9)'), troubles.problem, logged]).toEqual([
      true,
      null,
      [
        ['warn', 'MetaTrader cannot read its deposits and withdrawals (error 9)'],
        ['warn', 'MetaTrader can read its deposits and withdrawals again'],
      ],
    ]);
  });

  test('a second chart that stands aside is told once, and again when it has come back', () => {
    const { troubles, logged } = troubled();
    for (const aside of [undefined, true, true, false, true]) troubles.take(beat(1, 1, { aside }), true);
    const words = 'A second MikrobotBridge stands aside in MetaTrader: take it off one of the two charts';
    expect(logged).toEqual([
      ['warn', words],
      ['warn', words],
    ]);
  });

  it.each([
    ['names that came within the session', true, [true, false]],
    ['names that came before it', false, [false, false]],
  ])('%s: symbols are looked for once more with the next look', (_what, isUp, due) => {
    const { troubles } = troubled();
    troubles.take(unreadable('symbols', 1), isUp);
    const early = [troubles.take(SNAPSHOT, isUp), troubles.take(NAMES, isUp)];
    expect([early, [troubles.take(SNAPSHOT, isUp), troubles.take(SNAPSHOT, isUp)]]).toEqual([[false, false], due]);
  });

  test('an answer that does not hold fails its question, and a value is told the first time', () => {
    const { troubles, logged } = troubled();
    expect(troubles.odd('symbol: digits')).toBe('malformed: its answer does not hold (symbol: digits)');
    expect(logged.map(([level]) => level)).toEqual(['warn']);
    troubles.take(unreadable('history', 1), true);
    expect([troubles.isHistoryDue(), troubles.isHistoryDue()]).toEqual([true, false]);
    troubles.begin();
    expect([troubles.problem, troubles.isHistoryDue()]).toEqual([null, false]);
  });
});

describe('what keeps the terminal from taking orders', () => {
  const SWITCHES = { connected: true, terminalTrade: true, accountTrade: true, accountExpert: true, eaTrade: true };
  const obstructed = (mirror: object = {}) => {
    const told: (Obstacle | null)[] = [];
    const parts = { switches: null, hello: null, guards: null, ...mirror };
    return {
      told,
      parts,
      obstacles: new Obstacles(
        () => null,
        parts,
        (now) => void told.push(now),
      ),
    };
  };

  test('is that nobody is connected, then why the last one was turned away, and nothing of that once one is let in', () => {
    const { obstacles, told } = obstructed();
    const first = obstacles.now?.code;
    obstacles.turned({ code: 'token', reason: 'The Expert Advisor of 1 does not know this cockpit’s token' });
    const turned = obstacles.now;
    obstacles.connected(true);
    obstacles.turned({ code: 'token', reason: 'another one' });
    obstacles.connected(false);
    expect([first, turned?.code, turned?.text.includes('of 1 does not know'), obstacles.now?.code]).toEqual([
      'not_connected',
      'token_refused',
      true,
      'not_connected',
    ]);
    expect(told[0]?.code).toBe('token_refused');
  });

  it.each([
    ['version', 'version_refused'],
    ['token', 'token_refused'],
    ['greeting', 'greeting_failed'],
    ['taken', 'not_connected'],
    ['over', 'not_connected'],
  ] as const)('where a connection was turned away for %s: %s', (code, obstacle) => {
    const { obstacles } = obstructed();
    obstacles.turned({ code, reason: 'why' });
    expect(obstacles.now?.code).toBe(obstacle);
  });

  test('is told when it changes, and not a second time', () => {
    const { obstacles, told } = obstructed();
    obstacles.look();
    obstacles.look();
    obstacles.turned({ code: 'version', reason: 'CB/2' });
    obstacles.turned({ code: 'version', reason: 'CB/2' });
    expect(told.map((now) => now?.code)).toEqual(['not_connected', 'version_refused']);
  });

  const CURRENT = { ...HELLO, minor: MINOR };
  it.each<readonly [string, object, ObstacleCode | null]>([
    [
      'takes demo accounts only, on a real one',
      { guards: { onlyDemo: true }, hello: { ...CURRENT, tradeMode: 'real' } },
      'demo_only',
    ],
    ['takes demo accounts only, on a demo one', { guards: { onlyDemo: true }, hello: CURRENT }, null],
    ['takes any account, on a real one', { guards: { onlyDemo: false }, hello: { ...CURRENT, tradeMode: 'real' } }, null],
    ['is older than this cockpit', { hello: { ...CURRENT, minor: MINOR - 1 } }, 'program_outdated'],
  ])('is an Expert Advisor that %s: %s', (_what, mirror, code) => {
    const { obstacles } = obstructed({ switches: SWITCHES, ...mirror });
    obstacles.connected(true);
    expect(obstacles.now?.code ?? null).toBe(code);
  });

  test('an account that is not wanted is no obstacle of the one that is connected', () => {
    const parts = { switches: null, hello: null, guards: null };
    const no: Obstacle = { code: 'account_refused', text: 'Account 5012345 is not 1' };
    const obstacles = new Obstacles(
      () => no,
      parts,
      () => undefined,
    );
    const turned = obstacles.refuses(HELLO);
    const shown = obstacles.now?.code;
    obstacles.connected(true);
    const again = obstacles.refuses(HELLO);
    obstacles.connected(false);
    expect([turned?.code, turned?.reason === no.text, shown, again?.code, obstacles.now?.code]).toEqual([
      'account',
      true,
      'account_refused',
      'account',
      'not_connected',
    ]);
  });
});
