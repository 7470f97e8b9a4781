import { createHmac } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it, test } from 'vitest';
import { Connection, type ConnectionEvents } from '#main/adapters/mt5/connection.ts';
import { Obstacles } from '#main/adapters/mt5/obstacles.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { HELLO, NOON } from './lines-in-hand.ts';
import { TOKEN } from './bridge-in-hand.ts';

/** What can be seen of a socket: whether it was let go gently, or torn down. */
class FakeSocket extends EventEmitter {
  written: { t: string; [field: string]: unknown }[] = [];
  writableLength = 0;
  ends: string[] = [];
  setNoDelay = (): this => this;
  write = (text: string): boolean => this.written.push(JSON.parse(text) as FakeSocket['written'][number]) > 0;
  destroySoon = (): void => {
    this.ends.push('soon');
    if (this.writableLength === 0) this.emit('close');
  };
  destroy = (): this => {
    this.ends.push('now');
    this.emit('close');
    return this;
  };
}

const ACCEPTED = { session: 'session-1', maxLots: 5, maxPositions: 9 };

/** A caller at the door, and what the people of the cockpit read of it. */
function called(answer: ReturnType<ConnectionEvents['opened']> = ACCEPTED) {
  const clock = virtualClock(NOON);
  const socket = new FakeSocket();
  const ends: (readonly [string, boolean])[] = [];
  const mirror = { switches: null, hello: null, guards: null };
  const obstacles = new Obstacles(
    () => null,
    mirror,
    () => undefined,
  );
  const connection = new Connection(socket as unknown as Socket, TOKEN, clock, {
    opened: () => answer,
    message: () => undefined,
    odd: () => undefined,
    isAsked: () => false,
    refused: obstacles.turned,
    closed: (why, wasOpen) => void ends.push([why, wasOpen]),
  });
  let seq = 0;
  const says = (fields: object): void => {
    seq += 1;
    socket.emit('data', Buffer.from(`${JSON.stringify({ ...fields, seq })}\n`));
  };
  const proves = (token = TOKEN): void => {
    const text = `C|1|${HELLO.login}|${String(socket.written[0]?.['nonce'])}|${HELLO.nonce}`;
    says({ t: 'auth', mac: createHmac('sha256', token).update(text).digest('hex') });
  };
  return { clock, socket, ends, connection, says, proves, reads: () => obstacles.now };
}
type Caller = ReturnType<typeof called>;

const WAYS: readonly (readonly [string, (caller: Caller) => void, string])[] = [
  ['hangs up', ({ socket }) => void socket.emit('close'), 'the other side hung up'],
  ['is reset', ({ socket }) => void socket.emit('error', new Error('read ECONNRESET')), 'the connection failed: read ECONNRESET'],
  ['says nothing more', ({ clock }) => clock.advanceBy(5_000), 'no proof of the token within 5 s'],
  ['says goodbye', ({ says }) => says({ t: 'bye', reason: 'deinit 1' }), 'the Expert Advisor said goodbye: deinit 1'],
  ['says something else', ({ says }) => says({ t: 'hb', ack: 0 }), 'the second line is no auth'],
  ['greets once more', ({ says }) => says(HELLO), 'the second line is no auth'],
  ['is noise', ({ socket }) => void socket.emit('data', Buffer.from([200, 10])), 'a line holds a byte that is not ASCII'],
  ['is no JSON', ({ socket }) => void socket.emit('data', Buffer.from('GET / HTTP/1.1\n')), 'a line is no JSON'],
  [
    'never ends its line',
    ({ socket }) => void socket.emit('data', Buffer.alloc(65_536, 'x')),
    'a line is longer than 65536 bytes',
  ],
  [
    'leaves a line out',
    ({ says, socket }) => {
      socket.emit('data', Buffer.from('{"t":"auth","seq":7}\n'));
      says({});
    },
    'line 7 came behind line 1',
  ],
  ['is pushed out', ({ connection }) => connection.close('pushed out by newer connections'), 'pushed out by newer connections'],
];

describe('a caller that greeted and', () => {
  it.each(WAYS)('%s before its proof is told as that, and never as one with another token', (_way, happens, why) => {
    const caller = called();
    caller.says(HELLO);
    happens(caller);
    expect([caller.reads(), caller.ends]).toEqual([
      {
        code: 'greeting_failed',
        text: [
          `The Expert Advisor of ${HELLO.login} at ${HELLO.server} greeted, and its connection ended before its proof: ${why}.`,
          'It tries again by itself. If this stays, see that its token is this cockpit’s, and put it on its chart once more.',
        ].join(' '),
      },
      [[why, false]],
    ]);
  });

  it.each([
    ['proves another token', ({ proves }: Caller) => proves('x'.repeat(32)), 'the token is not ours'],
    [
      'finds our proof wrong',
      ({ says }: Caller) => says({ t: 'bye', reason: 'the cockpit did not prove the token', code: 'token' }),
      'the Expert Advisor has another token',
    ],
  ])('%s has another token', (_way, happens, why) => {
    const caller = called();
    caller.says(HELLO);
    happens(caller);
    expect([caller.reads()?.code, caller.reads()?.text, caller.ends]).toEqual([
      'token_refused',
      expect.stringMatching(/5012345 at .* does not know this cockpit’s token.*InpToken/) as string,
      [[why, false]],
    ]);
  });

  test('speaks another version hears that, and so do people', () => {
    const caller = called();
    caller.says({ ...HELLO, proto: 2 });
    expect([caller.reads()?.code, caller.socket.written.at(-1)]).toMatchObject([
      'version_refused',
      { t: 'bye', code: 'version' },
    ]);
  });

  it.each(['account', 'taken'] as const)('is turned away by its proof (%s) is told by who turned it away', (code) => {
    const caller = called({ code, reason: 'not this one' });
    caller.says(HELLO);
    caller.proves();
    expect([caller.reads()?.code, caller.socket.written.at(-1)]).toMatchObject(['not_connected', { t: 'bye', code }]);
  });

  test('is there while the cockpit closes has done nothing wrong', () => {
    const caller = called();
    caller.says(HELLO);
    caller.connection.end('the cockpit is closed');
    expect([caller.reads()?.code, caller.ends]).toEqual(['not_connected', [['the cockpit is closed', false]]]);
  });
});

describe('a caller that never greeted', () => {
  it.each(WAYS.filter(([way]) => way !== 'greets once more' && way !== 'leaves a line out'))(
    'and %s is in the log alone: a stranger, not an Expert Advisor',
    (_way, happens) => {
      const caller = called();
      happens(caller);
      expect([caller.reads()?.code, caller.ends.length, caller.ends[0]?.[1]]).toEqual(['not_connected', 1, false]);
    },
  );
});

describe('what is over', () => {
  test('lets its last words out, and is torn down when nobody takes them within two seconds', () => {
    const { clock, socket, connection, says, proves } = called();
    says(HELLO);
    proves();
    socket.writableLength = 10;
    connection.end('reconnecting');
    clock.advanceBy(1_999);
    const before = [...socket.ends];
    clock.advanceBy(1);
    expect([before, socket.ends, clock.nextDue()]).toEqual([['soon'], ['soon', 'now'], null]);
  });

  test('and has nothing left to say waits for nothing', () => {
    const { clock, socket, connection, says, proves } = called();
    says(HELLO);
    proves();
    connection.end('reconnecting');
    expect([socket.ends, clock.nextDue()]).toEqual([['soon'], null]);
  });

  test('and was not read by its other side is torn down at once', () => {
    const { clock, socket, connection, says, proves } = called();
    says(HELLO);
    proves();
    socket.writableLength = 1_048_577;
    connection.command({ op: 'snapshot', q: 'q1', deadlineMs: 1 });
    expect([socket.ends, clock.nextDue()]).toEqual([['now'], null]);
  });
});
