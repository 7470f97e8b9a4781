import { beforeEach, describe, expect, it } from 'vitest';
import type { Holder } from '#ports';
import { serveSocket, type CockpitSocket } from '#main/ipc/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { err, ok } from '#shared/lib';
import { FakeDesk } from '../../contract/fake-desk.ts';

const TOKEN = 'operator-token-operator-token-1234';

class FakeSocket implements CockpitSocket {
  readonly sent: unknown[] = [];
  closedWith: number | null = null;
  buffered = 0;
  /** As many windows as may be are open. */
  isFull = false;
  #text: (text: string) => void = () => undefined;
  #close: () => void = () => undefined;
  send = (text: string): void => void this.sent.push(JSON.parse(text));
  close = (code: number): void => {
    this.closedWith ??= code;
  };
  prove = (): boolean => !this.isFull;
  bufferedBytes = (): number => this.buffered;
  onText = (listener: (text: string) => void): void => {
    this.#text = listener;
  };
  onClose = (listener: () => void): void => {
    this.#close = listener;
  };
  says = (frame: unknown): void => this.#text(typeof frame === 'string' ? frame : JSON.stringify(frame));
  leaves = (): void => this.#close();
}

let desk: FakeDesk;
let socket: FakeSocket;
let clock: ReturnType<typeof virtualClock>;
const logged: string[] = [];
const holders = new Map<string, Holder>();
beforeEach(() => {
  desk = new FakeDesk();
  socket = new FakeSocket();
  clock = virtualClock(0);
  logged.length = 0;
  holders.clear();
  holders.set(TOKEN, { actor: 'trader:browser', role: 'admin', isExpired: false });
  serveSocket(socket, {
    service: desk,
    clock,
    whoIs: (token) => holders.get(token) ?? null,
    log: { write: (...line) => void logged.push(JSON.stringify(line)) },
  });
});
const authenticate = (): void => socket.says({ t: 'auth', token: TOKEN });
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the first frame', () => {
  it('opens the feed with the right token', () => {
    desk.feed({ seq: 1 });
    authenticate();
    desk.feed({ seq: 2 });
    desk.live({ beat: 1 });
    expect(socket.sent).toEqual([
      { t: 'welcome', role: 'admin' },
      { t: 'feed', batch: [{ seq: 2 }] },
      { t: 'live', frame: { beat: 1 } },
    ]);
  });

  it.each([
    { t: 'auth', token: 'nobody' },
    { t: 'auth', token: '' },
    { t: 'auth' },
    { t: 'ask', id: 1, name: 'cockpit.hello', request: {} },
    'rubbish',
    'null',
    '[]',
  ])('%j closes it', async (frame) => {
    socket.says(frame);
    authenticate();
    await settled();
    expect([socket.closedWith, socket.sent, desk.asked, desk.listeners()]).toEqual([4401, [], [], 0]);
  });

  it('of one window too many closes it with a code of its own, and says nothing of the cockpit', () => {
    socket.isFull = true;
    authenticate();
    desk.feed({ seq: 1 });
    expect([socket.closedWith, socket.sent, desk.listeners()]).toEqual([4429, [], 0]);
  });

  it('must come within three seconds', () => {
    clock.advanceBy(2_999);
    expect(socket.closedWith).toBeNull();
    clock.advanceBy(1);
    expect(socket.closedWith).toBe(4401);
  });

  it('in time leaves it open', () => {
    clock.advanceBy(2_999);
    authenticate();
    clock.advanceBy(60_000);
    expect(socket.closedWith).toBeNull();
  });
});

describe('a question', () => {
  beforeEach(authenticate);
  const answers = () => socket.sent.slice(1);

  it('is answered under its number', async () => {
    desk.answer = ({ name }) =>
      name === 'position.close' ? ok({ seq: 4 }) : err({ kind: 'refused', code: 'expired', detail: 'too late' });
    socket.says({ t: 'ask', id: 1, name: 'position.close', request: { ticket: '5' } });
    socket.says({ t: 'ask', id: 2, name: 'drift.adopt', request: { digest: 'd'.repeat(64), reason: 'seen it' } });
    await settled();
    expect(answers()).toEqual([
      { t: 'answer', id: 1, result: { ok: true, value: { seq: 4 } } },
      { t: 'answer', id: 2, result: { ok: false, error: { kind: 'refused', code: 'expired', detail: 'too late' } } },
    ]);
    expect(desk.asked[0]).toEqual({ name: 'position.close', request: { ticket: '5' }, actor: 'trader:browser' });
  });

  it('that is malformed, wrongly answered or thrown at is answered too', async () => {
    socket.says({ t: 'ask', id: 1, name: 'position.close', request: { ticket: 5 } });
    desk.answer = () => ok({ wrong: 1 });
    socket.says({ t: 'ask', id: 2, name: 'position.close', request: { ticket: '5' } });
    await settled();
    desk.answer = () => {
      throw new Error('inside');
    };
    socket.says({ t: 'ask', id: 3, name: 'position.close', request: { ticket: '5' } });
    await settled();
    const errors = answers() as { id: number; result: { error: { kind: string; detail: string } } }[];
    expect(errors.map(({ id, result }) => [id, result.error.kind])).toEqual([
      [1, 'malformed-request'],
      [2, 'engine-fault'],
      [3, 'engine-fault'],
    ]);
    expect(logged).toHaveLength(2);
  });

  it.each([
    { t: 'ask', id: 1, name: 'no.such', request: {} },
    { t: 'auth', token: TOKEN },
    'rubbish',
    { t: 'ask', id: -1, name: 'cockpit.hello', request: {} },
  ])('that is no frame of the contract closes: %j', (frame) => {
    socket.says(frame);
    expect([socket.closedWith, desk.listeners()]).toEqual([4400, 0]);
  });

  it('that fails says how, in five hundred characters at most; one that makes no sense says where', async () => {
    desk.answer = () => {
      throw new Error('x'.repeat(600));
    };
    socket.says({ t: 'ask', id: 1, name: 'position.close', request: { ticket: '5' } });
    socket.says({ t: 'ask', id: 2, name: 'position.close', request: {} });
    await settled();
    const details = (answers() as { id: number; result: { error: { detail: string; code: string } } }[])
      .sort((one, other) => one.id - other.id)
      .map(({ result }) => result.error);
    expect(details).toEqual([
      { kind: 'engine-fault', code: 'engine_fault', detail: 'x'.repeat(500) },
      { kind: 'malformed-request', code: 'malformed', detail: expect.stringMatching(/^position.close ticket: ./) as string },
    ]);
  });

  it('that was answered makes room: hundreds one after another are no flood', async () => {
    desk.answer = () => ok({ seq: 1 });
    for (let id = 0; id < 200; id += 1) {
      socket.says({ t: 'ask', id, name: 'position.close', request: { ticket: '5' } });
      await settled();
    }
    expect([socket.closedWith, answers().length]).toEqual([null, 200]);
    desk.answer = () => new Promise(() => undefined);
    for (let id = 200; id < 265; id += 1) socket.says({ t: 'ask', id, name: 'position.close', request: { ticket: '5' } });
    expect([socket.closedWith, desk.asked.length], 'no more room than before').toEqual([4400, 264]);
  });

  it('too many at once closes', () => {
    desk.answer = () => new Promise(() => undefined);
    for (let id = 0; id < 65; id += 1)
      socket.says({ t: 'ask', id, name: 'drift.adopt', request: { digest: 'd'.repeat(64), reason: 'seen it' } });
    expect(socket.closedWith).toBe(4400);
    expect(desk.asked).toHaveLength(64);
  });
});

describe('a slow reader', () => {
  beforeEach(authenticate);

  it('misses live figures above one mebibyte, but no records', () => {
    socket.buffered = 1024 * 1024 + 1;
    desk.live({ beat: 1 });
    desk.feed({ seq: 1 });
    socket.buffered = 1024 * 1024;
    desk.live({ beat: 2 });
    expect(socket.sent.slice(1)).toEqual([
      { t: 'feed', batch: [{ seq: 1 }] },
      { t: 'live', frame: { beat: 2 } },
    ]);
  });

  it('is sent away above eight, so that it starts over', () => {
    socket.buffered = 8 * 1024 * 1024 + 1;
    desk.feed({ seq: 1 });
    desk.feed({ seq: 2 });
    expect([socket.closedWith, socket.sent.length, desk.listeners()]).toEqual([4408, 1, 0]);
  });
});

it('sends no empty page behind batches that fill theirs, and none for no records', () => {
  authenticate();
  desk.feed(...Array.from({ length: 2_000 }, (_, i) => ({ seq: i })));
  desk.feed();
  expect(socket.sent.slice(1).map((frame) => (frame as { batch: unknown[] }).batch.length)).toEqual([1_000, 1_000]);
});

it('splits a long batch and forgets a socket that left', async () => {
  authenticate();
  desk.feed(...Array.from({ length: 2_500 }, (_, i) => ({ seq: i })));
  expect(socket.sent.slice(1).map((frame) => (frame as { batch: unknown[] }).batch.length)).toEqual([1_000, 1_000, 500]);
  desk.answer = async () => {
    await settled();
    return ok({ seq: 1 });
  };
  socket.says({ t: 'ask', id: 1, name: 'drift.adopt', request: { digest: 'd'.repeat(64), reason: 'seen it' } });
  socket.leaves();
  await settled();
  await settled();
  expect([socket.sent.length, desk.listeners(), socket.closedWith]).toEqual([4, 0, null]);
});

describe('what a window may do', () => {
  const ask = (id: number, name: string, request: object): void => socket.says({ t: 'ask', id, name, request });
  const opened = (role: Holder['role']): void => {
    holders.set('mk_dash', { actor: 'operator:dash', role, isExpired: false });
    socket.says({ t: 'auth', token: 'mk_dash' });
  };

  it('is what its token may: one that reads looks and cannot act', async () => {
    opened('read');
    ask(1, 'signal.approve', { signalId: 's-1', digest: 'd'.repeat(64) });
    ask(2, 'trading.halt', { reason: 'x', flatten: true });
    ask(3, 'certificate.get', { id: 'c-1' });
    await settled();
    expect(socket.sent).toMatchObject([
      { t: 'welcome', role: 'read' },
      {
        id: 1,
        result: {
          ok: false,
          error: { kind: 'refused', code: 'forbidden_role', detail: expect.stringContaining('operate') as string },
        },
      },
      { id: 2, result: { ok: false, error: { code: 'forbidden_role' } } },
      { id: 3 },
    ]);
    expect(desk.asked.map(({ name, actor }) => [name, actor])).toEqual([['certificate.get', 'operator:dash']]);
  });

  it('and one that operates acts in the name of its token, but settles nothing', async () => {
    opened('operate');
    ask(1, 'position.close', { ticket: '5' });
    ask(2, 'token.issue', { name: 'more', role: 'admin', days: 1 });
    await settled();
    expect(desk.asked.map(({ name, actor }) => [name, actor])).toEqual([['position.close', 'operator:dash']]);
    expect(socket.sent.find((frame) => (frame as { id?: number }).id === 2)).toMatchObject({
      result: { error: { code: 'forbidden_role' } },
    });
  });

  it.each([
    ['deleted', () => holders.delete('mk_dash')],
    ['expired', () => holders.set('mk_dash', { actor: 'operator:dash', role: 'admin', isExpired: true })],
  ])('ends when the token is %s: at the next figures, or at the next question', (_how, over) => {
    opened('admin');
    over();
    desk.live({ beat: 1 });
    expect([socket.closedWith, socket.sent.length]).toEqual([4401, 1]);
  });

  it('does not begin with a token that has expired', () => {
    holders.set('mk_dash', { actor: 'operator:dash', role: 'admin', isExpired: true });
    socket.says({ t: 'auth', token: 'mk_dash' });
    expect([socket.closedWith, socket.sent]).toEqual([4401, []]);
  });
});
