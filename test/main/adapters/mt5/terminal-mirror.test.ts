import { describe, expect, it, test } from 'vitest';
import { TerminalMirror } from '#main/adapters/mt5/terminal-mirror.ts';
import type { FromEa, LineOf } from '#shared/bridge';
import {
  ACCOUNT,
  HEARTBEAT,
  HELLO,
  mirrorInHand,
  NOON,
  OFFSET_MS,
  ORDER,
  POSITION,
  snapshotLines,
  SYMBOL,
} from './lines-in-hand.ts';

/** The last complaint, after all lines were taken. */
const taken = (mirror: TerminalMirror, ...lines: readonly FromEa[]): string | null =>
  lines.map((line) => mirror.take(line)).at(-1) ?? null;
const tick = (bid: number, ask: number): FromEa => ({ t: 'tick', seq: 1, sym: 'EURUSD.r', bid, ask, ms: NOON + OFFSET_MS });

describe('the account', () => {
  test('is told field by field, from the greeting and the newest account line', () => {
    const mirror = mirrorInHand();
    expect(mirror.account()).toBeNull();
    mirror.take(ACCOUNT);
    expect(mirror.account()).toEqual({
      login: '5012345',
      server: 'Demo-Server',
      company: 'A Broker',
      currency: 'USD',
      leverage: 100,
      marginMode: 'hedging',
      algoTrading: true,
      balance: 50_000,
      equity: 50_120,
      margin: 250,
      freeMargin: 49_870,
      marginLevel: 20_048,
    });
  });

  it.each([
    ['hedging', 'hedging'],
    ['netting', 'netting'],
    ['exchange', 'netting'],
  ] as const)('kept by %s counts as %s', (marginMode, ours) => {
    const mirror = mirrorInHand();
    mirror.begin({ ...HELLO, marginMode });
    mirror.take(ACCOUNT);
    expect(mirror.account()?.marginMode).toBe(ours);
  });

  it.each(['terminalTrade', 'eaTrade', 'accountTrade', 'accountExpert'] as const)(
    'may not be traded by programs while %s is off, nor before the first heartbeat',
    (name) => {
      const mirror = mirrorInHand();
      mirror.take({ ...HEARTBEAT, [name]: false });
      mirror.take(ACCOUNT);
      const off = mirror.account()?.algoTrading;
      mirror.begin(HELLO);
      expect([off, mirror.account()?.algoTrading]).toEqual([false, false]);
    },
  );

  test('has no margin level while nothing is bound', () => {
    const mirror = mirrorInHand();
    mirror.take({ ...ACCOUNT, margin: 0, level: 0 });
    expect(mirror.account()?.marginLevel).toBeNull();
  });

  test('brings its last fifty deposits and charges, of this session', () => {
    const mirror = mirrorInHand();
    mirror.take(ACCOUNT);
    expect(mirror.account()).not.toHaveProperty('operations');
    for (let at = 1; at <= 52; at += 1)
      mirror.take({ t: 'operation', seq: 1, ticket: String(at), kind: 'charge', amount: at, ms: NOON + OFFSET_MS });
    const kept = mirror.account()?.operations ?? [];
    expect([kept.length, kept[0]?.ticket, kept.at(-1)?.ticket, kept[0]?.at]).toEqual([50, '3', '52', NOON]);
    mirror.begin(HELLO);
    expect(mirror.account()).not.toHaveProperty('operations');
  });
});

describe('the server’s clock', () => {
  it.each([
    ['three hours ahead', 10_800_000, 10_800_000],
    ['two hours behind', -7_200_000, -7_200_000],
    ['a quarter of an hour, told 7 minutes late', 900_000 - 420_000, 900_000],
    ['a quarter of an hour, told 8 minutes late', 900_000 - 480_000, 0],
  ])('%s', (_what, told, offset) => {
    const mirror = mirrorInHand();
    mirror.take({ ...HEARTBEAT, serverMs: NOON + told });
    expect([mirror.offsetMs, mirror.utc(NOON + offset)]).toEqual([offset, NOON]);
  });

  test('is taken for UTC before the first heartbeat, and no moment is before 1970', () => {
    const mirror = mirrorInHand();
    mirror.begin(HELLO);
    expect([mirror.offsetMs, mirror.utc(NOON), mirror.utc(-1)]).toEqual([null, NOON, 0]);
  });
});

describe('a snapshot', () => {
  test('that adds up shows positions and orders, and is stamped with our own time', () => {
    const mirror = mirrorInHand();
    mirror.take(ACCOUNT);
    expect(taken(mirror, ...snapshotLines({ rev: 5 }, [POSITION], [ORDER]))).toBeNull();
    mirror.stamp(NOON - 7);
    expect(mirror.snapshot).toMatchObject({ at: NOON - 7, positions: [{ ticket: '71' }], orders: [{ ticket: '81' }] });
    expect([mirror.rev, mirror.snapshot?.account.balance]).toEqual([5, 50_000]);
  });

  const complete = [ACCOUNT, ...snapshotLines({ rev: 5 }, [POSITION], [ORDER])];
  const end = complete.at(-1) as LineOf<'snapshot.end'>;
  it.each<[string, readonly FromEa[], string]>([
    ['with another end', [...complete.slice(0, -1), { ...end, rev: 6 }], 'a snapshot ends that did not begin'],
    ['that never began', [ACCOUNT, end], 'a snapshot ends that did not begin'],
    ['that ends twice', [...complete, end], 'a snapshot ends that did not begin'],
    ['with a position less', complete.filter(({ t }) => t !== 'position'), 'a snapshot does not add up'],
    ['that counts a position more', [...complete.slice(0, -1), { ...end, positions: 2 }], 'a snapshot does not add up'],
    ['with an order less', complete.filter(({ t }) => t !== 'order'), 'a snapshot does not add up'],
    ['with another hash', [...complete.slice(0, -1), { ...end, hash: '0'.repeat(64) }], 'a snapshot does not add up'],
    ['before the account', complete.slice(1), 'a snapshot came before the account'],
  ])('%s is not believed', (_what, lines, why) => {
    const mirror = mirrorInHand();
    const isTwice = lines.length > complete.length;
    expect([taken(mirror, ...lines), mirror.snapshot === null, mirror.rev]).toEqual([why, !isTwice, isTwice ? 5 : -1]);
  });

  test('outlives its session; what else the old one said does not', () => {
    const mirror = mirrorInHand();
    taken(mirror, ACCOUNT, SYMBOL, ...snapshotLines({ rev: 5 }, [POSITION]));
    mirror.begin(HELLO);
    expect([
      mirror.snapshot?.positions.length,
      mirror.rev,
      mirror.switches,
      mirror.symbols,
      mirror.mappings,
      mirror.hasName('GBPUSD'),
    ]).toEqual([1, -1, null, [], [], false]);
    expect(taken(mirror, ...snapshotLines({ rev: 5 }).slice(-1))).toBe('a snapshot ends that did not begin');
  });

  test('that had begun in the old session does not end in the new one', () => {
    const mirror = mirrorInHand();
    mirror.take(ACCOUNT);
    const [begin, last] = snapshotLines({ rev: 9 });
    mirror.take(begin!);
    mirror.begin(HELLO);
    expect(mirror.take(last!)).toBe('a snapshot ends that did not begin');
  });
});

describe('a symbol', () => {
  test('is known by our name, with the price it was described at', () => {
    const mirror = mirrorInHand();
    expect(mirror.take(SYMBOL)).toBeNull();
    expect([
      mirror.symbols,
      mirror.broker('EURUSD'),
      mirror.broker('XAUUSD'),
      mirror.ours('EURUSD.r'),
      mirror.ours('DAX'),
    ]).toEqual([['EURUSD'], 'EURUSD.r', null, 'EURUSD', 'DAX']);
    expect(mirror.quote('EURUSD')).toEqual({ symbol: 'EURUSD', bid: 1.1, ask: 1.10002, at: NOON });
    expect(mirror.mappings.map(({ symbol, mapping }) => [symbol, mapping.kind])).toEqual([
      ['EURUSD', 'confirmed'],
      ['GBPUSD', 'exact'],
    ]);
  });

  test('that has had no price yet has none', () => {
    const mirror = mirrorInHand();
    mirror.take({ ...SYMBOL, ms: 0 });
    expect([mirror.spec('EURUSD')?.symbol, mirror.quote('EURUSD')]).toEqual(['EURUSD', null]);
  });

  it.each(['tickSize', 'point', 'volMin', 'volStep'])('described with a %s of 0 is not traded', (field) => {
    const mirror = mirrorInHand();
    expect([mirror.take({ ...SYMBOL, [field]: 0 }), mirror.spec('EURUSD')]).toEqual([
      'EURUSD.r is described without tick size, tick value or volumes',
      null,
    ]);
  });

  test('without any tick value is not traded either', () => {
    const mirror = mirrorInHand();
    const nothing = { ...SYMBOL, tickProfit: 0, tickLoss: 0, contract: 0 };
    expect([mirror.take(nothing)?.slice(0, 8), mirror.spec('EURUSD')]).toEqual(['EURUSD.r', null]);
  });

  test('whose loss a tick the terminal calculates more than 2 % above the broker’s value is named, once', () => {
    const mirror = mirrorInHand();
    const says = (calcLoss: number): string | null => {
      mirror.begin(HELLO);
      return mirror.take({ ...SYMBOL, tickLoss: 1, calcLoss });
    };
    expect([says(1.02), says(1.03)?.includes('1.03'), mirror.take({ ...SYMBOL, tickLoss: 1, calcLoss: 1.5 })]).toEqual([
      null,
      true,
      null,
    ]);
    mirror.begin(HELLO);
    expect(mirror.take({ ...SYMBOL, tickLoss: 0, calcLoss: 1.5 }), 'there was no value to differ from').toBeNull();
  });

  it.each([
    ['a bid of 0', 0, 1.2, 1.1],
    ['an ask below the bid', 1.2, 1.19, 1.1],
    ['an ask at the bid', 1.2, 1.2, 1.2],
  ])('%s: the price before it stands, or it is taken', (_what, bid, ask, shown) => {
    const mirror = mirrorInHand();
    taken(mirror, tick(1.1, 1.11), tick(bid, ask));
    expect(mirror.quote('EURUSD')?.bid).toBe(shown);
  });
});

test('names come in several lines, none twice, a hundred thousand at most, and an odd one costs itself', () => {
  const mirror = mirrorInHand();
  const names = (from: number, count: number): string[] => Array.from({ length: count }, (_, at) => `N${from + at}`);
  mirror.take({ t: 'names', seq: 1, names: ['', 'x'.repeat(33), 'GER40'] });
  for (let from = 0; from < 100_200; from += 300) mirror.take({ t: 'names', seq: 1, names: names(from, 300) });
  // Three names were there before.
  const seen = ['N0', 'N99996', 'N99997', 'GER40', '', 'x'.repeat(33)].map((name) => mirror.hasName(name));
  expect(seen).toEqual([true, true, false, true, false, false]);
});

test('what is confirmed is asked by the name of the server', () => {
  const asked: string[] = [];
  const mirror = new TerminalMirror(['EURUSD'], {}, (server) => {
    asked.push(server);
    return {};
  });
  mirror.mapped();
  mirror.begin(HELLO);
  mirror.mapped();
  expect(asked).toEqual(['', 'Demo-Server']);
});

describe('the server’s clock over the year, and before it is known', () => {
  const at = (text: string): number => Date.parse(`${text}:00Z`);
  const HOUR = 3_600_000;
  const heard = (utc: number, offset: number): TerminalMirror => {
    const mirror = mirrorInHand();
    mirror.take({ ...HEARTBEAT, gmtMs: utc, serverMs: utc + offset });
    return mirror;
  };

  test('that is 0 before the first login is no clock, and one that was known stays', () => {
    const fresh = new TerminalMirror(['EURUSD'], {}, () => ({}));
    fresh.begin(HELLO);
    fresh.take({ ...HEARTBEAT, serverMs: 0 });
    expect([fresh.offsetMs, fresh.utc(NOON)]).toEqual([null, NOON]);
    const known = mirrorInHand();
    known.take({ ...HEARTBEAT, serverMs: 0 });
    known.take({ ...HEARTBEAT, serverMs: NOON + 15 * HOUR });
    expect(known.offsetMs).toBe(OFFSET_MS);
  });

  test.each([
    ['before autumn’s change it was three hours ahead', '2026-11-05T10:00', 2, '2026-10-30T12:00', 3],
    ['after it, two', '2026-11-05T10:00', 2, '2026-11-03T12:00', 2],
    ['before spring’s change it was two hours ahead', '2026-03-20T10:00', 3, '2026-03-04T12:00', 2],
    ['one that does not go with New York keeps its hour', '2026-11-05T10:00', 3, '2026-10-30T12:00', 3],
    ['one on UTC too', '2026-11-05T10:00', 0, '2026-10-30T12:00', 0],
  ])('%s', (_what, now, offset, then, before) => {
    const mirror = heard(at(now), offset * HOUR);
    expect(mirror.utc(at(then) + before * HOUR)).toBe(at(then));
  });
});
