import { createHmac } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it, test } from 'vitest';
import { Connection, type ConnectionEvents } from '#main/adapters/mt5/connection.ts';
import { RateLimit } from '#main/adapters/mt5/rate-limit.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { FromEa } from '#shared/bridge';
import { DEAL, HEARTBEAT, HELLO, NOON, POSITION, SYMBOL } from './lines-in-hand.ts';
import { TOKEN } from './bridge-in-hand.ts';

const withoutCid = ({ cid: _, ...rest }: typeof POSITION): Omit<typeof POSITION, 'cid'> => rest;

class FakeSocket extends EventEmitter {
  readonly written: { t: string; seq: number; [field: string]: unknown }[] = [];
  writableLength = 0;
  isDestroyed = false;
  /** What was written last does not leave. */
  isStuck = false;
  setNoDelay = (): this => this;
  write = (text: string): boolean => {
    if (!text.endsWith('\n')) throw new Error('a line without its end');
    this.written.push(JSON.parse(text) as FakeSocket['written'][number]);
    return true;
  };
  destroySoon = (): void => {
    if (this.isStuck) return;
    this.isDestroyed = true;
    this.emit('close');
  };
  destroy = (): this => {
    this.isDestroyed = true;
    return this;
  };
}

/** A connection, and what its Expert Advisor and its owner see of it. */
function connected(
  answer: ReturnType<ConnectionEvents['opened']> = {
    session: 'session-1',
    maxLots: 5,
    maxPositions: 9,
  },
) {
  const clock = virtualClock(NOON);
  const socket = new FakeSocket();
  const heard: FromEa[] = [];
  const ends: (readonly [string, boolean])[] = [];
  const odd: (readonly [string, string | null])[] = [];
  const refused: string[] = [];
  const reasons: string[] = [];
  const connection = new Connection(socket as unknown as Socket, TOKEN, clock, {
    opened: () => answer,
    message: (message) => void heard.push(message),
    odd: (what, q) => void odd.push([what, q]),
    isAsked: (q) => q === 'asked',
    refused: (refusal) => {
      refused.push(refusal.code);
      reasons.push(refusal.reason);
    },
    closed: (why, wasOpen) => void ends.push([why, wasOpen]),
  });
  let seq = 0;
  const says = (fields: object): void => {
    seq += 1;
    socket.emit('data', Buffer.from(`${JSON.stringify({ ...fields, seq })}\n`));
  };
  const skips = (count: number): void => void (seq += count);
  const proves = (): void => {
    says(HELLO);
    const nonce = String(socket.written[0]?.['nonce']);
    const text = `C|1|${HELLO.login}|${nonce}|${HELLO.nonce}`;
    says({ t: 'auth', mac: createHmac('sha256', TOKEN).update(text).digest('hex') });
  };
  return { clock, socket, heard, ends, odd, refused, reasons, connection, says, skips, proves };
}

describe('what the Expert Advisor says is acknowledged by a line', () => {
  const acks = ({ socket }: ReturnType<typeof connected>): readonly unknown[] =>
    socket.written.filter(({ t }) => t === 'hb').map(({ ack }) => ack);

  test('at once, whatever was said before: an answer of its own would wait for it (Nagle)', () => {
    const made = connected();
    made.proves();
    made.connection.command({ op: 'snapshot', q: 'q1', deadlineMs: NOON });
    made.says(HEARTBEAT);
    made.says(HEARTBEAT);
    expect(acks(made)).toEqual([3, 4]);
  });

  test('once for several lines of one chunk, and not at all for a part of one', () => {
    const made = connected();
    made.proves();
    const [one, two] = [3, 4].map((seq) => `${JSON.stringify({ ...HEARTBEAT, seq })}\n`);
    made.socket.emit('data', Buffer.from(`${one}${two}{"t":"hb`));
    expect(acks(made)).toEqual([4]);
    made.socket.emit('data', Buffer.from('","seq'));
    expect(acks(made)).toEqual([4]);
  });

  test('not to one that has proven nothing, nor to one that does not read', () => {
    const stranger = connected();
    stranger.says(HELLO);
    const made = connected();
    made.proves();
    made.socket.writableLength = 100;
    made.says(HEARTBEAT);
    expect([acks(stranger), acks(made)]).toEqual([[], []]);
  });
});

describe('lines', () => {
  it.each([
    ['one that was lost on the way', 1],
    ['one that came a second time', -1],
  ])('are numbered without a gap: %s ends the session', (_what, skipped) => {
    const { ends, heard, says, skips, proves } = connected();
    proves();
    says(HEARTBEAT);
    skips(skipped);
    says(HEARTBEAT);
    expect([heard.length, ends]).toEqual([1, [[`line ${4 + skipped} came behind line 3`, true]]]);
  });

  test('with a value that does not hold go on without it, and say which; one that says nothing without it is left out', () => {
    const { ends, heard, odd, says, proves } = connected();
    proves();
    says({ ...HEARTBEAT, pingUs: -1, loopMs: 'x' });
    says({ ...POSITION, comment: 'x'.repeat(65), swap: null, cid: 'none of ours' });
    says({ ...POSITION, vol: -1 });
    says({ ...SYMBOL, digits: 11, q: 'q7' });
    says({ t: 'gossip' });
    says(HEARTBEAT);
    expect(ends).toEqual([]);
    expect(odd).toEqual([
      ['hb: pingUs, loopMs', null],
      ['position: swap, comment, cid', null],
      ['position: vol', null],
      ['symbol: digits', 'q7'],
      ['gossip: t', null],
    ]);
    expect(heard.map((line) => ('ticket' in line ? [line.t, line] : line.t))).toEqual([
      'hb',
      ['position', { ...withoutCid(POSITION), seq: 4, comment: '', swap: 0 }],
      'hb',
    ]);
  });

  test('that are no JSON cost themselves while their number can be read, and the session otherwise', () => {
    const { ends, heard, odd, socket, skips, says, proves } = connected();
    proves();
    socket.emit('data', Buffer.from('{"t":"tick","seq":3,"sym":"EURUSD","bid":-nan(ind),"ask":1}\n'));
    skips(1);
    says(HEARTBEAT);
    expect([heard.length, odd, ends]).toEqual([1, [['no JSON, tick: t', null]], []]);
    socket.emit('data', Buffer.from('{"t":"tick","bid":\n'));
    expect(ends).toEqual([['a line is no JSON', true]]);
  });

  test('that were asked for are not limited in a second: their question is', () => {
    const { ends, heard, socket, proves } = connected();
    proves();
    const lines = Array.from({ length: 30_000 }, (_, at) => `${JSON.stringify({ ...DEAL, q: 'asked', seq: at + 3 })}\n`);
    socket.emit('data', Buffer.from(lines.join('')));
    expect([heard.length, ends]).toEqual([30_000, []]);
  });

  test('behind a goodbye in the same piece are not heard', () => {
    const { ends, heard, socket, proves } = connected();
    proves();
    socket.emit('data', Buffer.from(`{"t":"bye","seq":3,"reason":"F7"}\n${JSON.stringify({ ...HEARTBEAT, seq: 4 })}\n`));
    expect([heard, ends]).toEqual([[], [['the Expert Advisor said goodbye: F7', true]]]);
  });

  test('of ours are numbered from 1, with the session in each command', () => {
    const { socket, connection, proves } = connected();
    expect(connection.command({ op: 'snapshot', q: 'q1', deadlineMs: 1 })).toBe(false);
    proves();
    expect(connection.command({ op: 'snapshot', q: 'q1', deadlineMs: 1 })).toBe(true);
    expect(socket.written).toMatchObject([
      { t: 'challenge', seq: 1 },
      { t: 'welcome', seq: 2, session: 'session-1', maxLots: 5, maxPositions: 9 },
      { t: 'cmd', op: 'snapshot', q: 'q1', session: 'session-1', seq: 3 },
    ]);
  });
});

describe('a session', () => {
  test('is open from the proof to its end, and its end is told once', () => {
    const { connection, socket, ends, proves } = connected();
    const before = connection.isOpen;
    proves();
    const open = connection.isOpen;
    connection.end('x'.repeat(400));
    connection.close('again');
    socket.emit('close');
    expect([before, open, connection.isOpen, connection.isGone, socket.isDestroyed]).toEqual([false, true, false, true, true]);
    expect([ends, socket.written.at(-1)]).toEqual([
      [['x'.repeat(400), true]],
      { t: 'bye', reason: 'x'.repeat(300), code: 'over', seq: 3 },
    ]);
  });

  test('that is not wanted ends without a welcome', () => {
    const { socket, ends, refused, proves } = connected({ code: 'account', reason: 'not this account' });
    proves();
    expect([socket.written.slice(1), ends, refused]).toEqual([
      [{ t: 'bye', reason: 'not this account', code: 'account', seq: 2 }],
      [['not this account', false]],
      ['account'],
    ]);
  });

  test('not proven within five seconds ends; a proven one does not', () => {
    const silent = connected();
    silent.clock.advanceBy(4_999);
    const before = silent.ends.length;
    silent.clock.advanceBy(1);
    const proven = connected();
    proven.proves();
    proven.clock.advanceBy(5_000);
    expect([before, silent.ends, proven.ends]).toEqual([0, [['no proof of the token within 5 s', false]], []]);
  });

  test('beats every second with the number of the last line heard, and ends when nothing was heard for five', () => {
    const { clock, socket, ends, says, proves } = connected();
    proves();
    clock.advanceBy(1_000);
    says(HEARTBEAT);
    clock.advanceBy(1_000);
    expect(socket.written.slice(2)).toMatchObject([
      { t: 'hb', ack: 2 },
      { t: 'hb', ack: 3 },
      { t: 'hb', ack: 3 },
    ]);
    clock.advanceBy(4_000);
    const before = ends.length;
    clock.advanceBy(1_000);
    expect([before, ends]).toEqual([0, [['nothing was heard for 5 s', true]]]);
    const count = socket.written.length;
    clock.advanceBy(5_000);
    expect([socket.written.length, clock.nextDue()]).toEqual([count, null]);
  });

  test('ends when the other side does not read: more than a megabyte waits', () => {
    const { socket, connection, ends, proves } = connected();
    proves();
    socket.writableLength = 1_048_576;
    expect(connection.command({ op: 'snapshot', q: 'q1', deadlineMs: 1 })).toBe(true);
    socket.writableLength += 1;
    expect(connection.command({ op: 'snapshot', q: 'q2', deadlineMs: 1 })).toBe(false);
    expect(ends).toEqual([['the other side does not read', true]]);
  });

  test('ends when the cable breaks, and nothing more is heard or said', () => {
    const { socket, connection, ends, heard, says, proves } = connected();
    proves();
    socket.emit('error', new Error('ECONNRESET'));
    says(HEARTBEAT);
    expect([ends, heard, connection.command({ op: 'snapshot', q: 'q1', deadlineMs: 1 })]).toEqual([
      [['the connection failed: ECONNRESET', true]],
      [],
      false,
    ]);
  });
});

describe('who is not let in', () => {
  const WHO = '5012345 at Demo-Server';

  test('for another token is named as that, and is told nothing', () => {
    const { socket, ends, refused, reasons, says, connection } = connected();
    says(HELLO);
    const greeted = connection.hasGreeted;
    says({ t: 'auth', mac: 'ab'.repeat(32) });
    expect([greeted, refused, reasons, socket.written.map(({ t }) => t), ends.map(([, wasOpen]) => wasOpen)]).toEqual([
      true,
      ['token'],
      [`The Expert Advisor of ${WHO} does not know this cockpit’s token`],
      ['challenge'],
      [false],
    ]);
  });

  test('because it greeted and hung up before its proof is named with what ended it; a stranger that said nothing is not', () => {
    const shy = connected();
    shy.says(HELLO);
    shy.socket.emit('close');
    const silent = connected();
    silent.socket.emit('close');
    expect([shy.refused, shy.reasons, shy.ends, silent.refused, silent.ends, silent.connection.hasGreeted]).toEqual([
      ['greeting'],
      [`The Expert Advisor of ${WHO} greeted, and its connection ended before its proof: the other side hung up`],
      [['the other side hung up', false]],
      [],
      [['the other side hung up', false]],
      false,
    ]);
  });

  test('because the cockpit ends is told goodbye only within a session, and was turned away for nothing of its own', () => {
    const greeted = connected();
    greeted.says(HELLO);
    greeted.connection.end('the cockpit is closed');
    const proven = connected();
    proven.proves();
    proven.connection.end('another took over', 'taken');
    expect([greeted.refused, greeted.socket.written.map(({ t }) => t), proven.refused, proven.socket.written.at(-1)]).toEqual([
      [],
      ['challenge'],
      [],
      { t: 'bye', reason: 'another took over', code: 'taken', seq: 3 },
    ]);
  });

  test('is told why in three hundred characters, once, and the log the whole', () => {
    const { socket, refused, ends, proves } = connected({ code: 'account', reason: 'r'.repeat(400) });
    proves();
    expect([socket.written.at(-1)?.['reason'], refused, ends]).toEqual([
      'r'.repeat(300),
      ['account'],
      [['r'.repeat(400), false]],
    ]);
  });

  test.each([
    ['[1]', 'a line is no JSON object'],
    ['null', 'a line is no JSON object'],
    ['7', 'a line is no JSON object'],
    // Its number can be read, and it has no session to lose it from.
    ['{"t":"hello","seq":1,', 'a line is no JSON'],
  ])('for a line like %s: %s', (line, why) => {
    const { socket, ends, heard } = connected();
    socket.emit('data', Buffer.from(`${line}\n`));
    expect([ends, heard]).toEqual([[[why, false]], []]);
  });

  test('an error that is none of the line’s is not swallowed', () => {
    const { socket, connection } = connected();
    Object.assign(connection, { lastMono: 0 });
    socket.write = (): boolean => {
      throw new RangeError('a bug');
    };
    expect(() => socket.emit('data', Buffer.from(`${JSON.stringify({ ...HELLO, seq: 1 })}\n`))).toThrow('a bug');
  });
});

describe('the last word', () => {
  test('has two seconds to leave, and then the connection is cut', () => {
    const { clock, socket, connection, proves } = connected();
    proves();
    socket.isStuck = true;
    connection.end('over');
    clock.advanceBy(1_999);
    const before = socket.isDestroyed;
    clock.advanceBy(1);
    expect([before, socket.isDestroyed]).toEqual([false, true]);
  });

  test('is not waited for where the other side does not read', () => {
    const { clock, socket, connection, proves } = connected();
    proves();
    socket.isStuck = true;
    socket.writableLength = 1_048_577;
    connection.close('enough');
    expect([socket.isDestroyed, clock.nextDue()]).toEqual([true, null]);
  });

  test('leaves nothing behind once it has left', () => {
    const { clock, connection, proves } = connected();
    proves();
    connection.close('enough');
    expect(clock.nextDue()).toBeNull();
  });
});

describe('a notice', () => {
  test('is for the chart of an open session alone, two hundred characters, and an empty one takes it away', () => {
    const { socket, connection, proves } = connected();
    connection.notice('too early');
    proves();
    connection.notice('n'.repeat(300));
    connection.notice('');
    connection.close('over');
    connection.notice('too late');
    expect(socket.written.filter(({ t }) => t === 'notice').map(({ text }) => text)).toEqual(['n'.repeat(200), '']);
  });
});

describe('the rate of lines', () => {
  /** Whether the last allowed one, the one after it, and one in the next second are let through. */
  const admitted = (lines: number, size: number): boolean[] => {
    const rate = new RateLimit();
    let last = false;
    for (let line = 0; line < lines; line += 1) last = rate.admits(size, 5_000);
    return [last, rate.admits(size, 5_999), rate.admits(size, 6_000)];
  };

  it.each([
    ['20,000 lines', 20_000, 10],
    ['8 MiB', 128, 65_536],
  ])('is %s within a second', (_what, lines, size) => {
    expect(admitted(lines, size)).toEqual([true, false, true]);
  });

  test('beyond that ends the session', () => {
    const { socket, ends, heard, proves } = connected();
    proves();
    const line = (seq: number): string => `${JSON.stringify({ ...HEARTBEAT, seq })}\n`;
    socket.emit('data', Buffer.from(Array.from({ length: 20_000 }, (_, at) => line(at + 3)).join('')));
    expect([heard.length, ends]).toEqual([19_998, [['more lines or bytes within a second than any terminal sends', true]]]);
  });
});
