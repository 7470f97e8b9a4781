import { describe, expect, it } from 'vitest';
import { createSocketBridge, nextDelayMs, takeToken } from '#renderer/bridge/index.ts';

type FakeSocket = WebSocket & { sent: string[] };

function wire() {
  const sockets: FakeSocket[] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const states: string[] = [];
  const texts: string[] = [];
  const roles: unknown[] = [];
  const bridge = createSocketBridge({
    token: 'secret',
    later: (run, ms) => timers.push({ run, ms }),
    open: () => {
      const sent: string[] = [];
      const socket = { sent, send: (text: string) => sent.push(text), close: () => undefined } as unknown as FakeSocket;
      sockets.push(socket);
      return socket;
    },
  });
  bridge.onWire?.((state, text, role) => {
    roles.push(role);
    states.push(state);
    texts.push(text);
  });
  const next = (): number => {
    const timer = timers.shift();
    timer?.run();
    return timer?.ms ?? -1;
  };
  const say = (frame: unknown): void => sockets.at(-1)?.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent);
  const fall = (code: number): void => sockets.at(-1)?.onclose?.({ code, reason: '' } as CloseEvent);
  const greet = (): void => {
    sockets.at(-1)?.onopen?.({} as Event);
    say({ t: 'welcome', role: 'read' });
  };
  return { bridge, sockets, states, texts, roles, next, say, fall, greet };
}

describe('socket bridge', () => {
  it('authenticates first, then asks, and matches answers by id', async () => {
    const { bridge, sockets, next, say, greet } = wire();
    next();
    greet();
    const first = bridge.send('certificate.get', { id: 'a' });
    const second = bridge.send('position.close', { ticket: '1' });
    say({ t: 'answer', id: 2, result: { ok: true, value: { seq: 9 } } });
    say({ t: 'answer', id: 1, result: { ok: false, error: { kind: 'refused', code: 'x', detail: 'no' } } });
    expect(sockets[0]?.sent.map((text) => (JSON.parse(text) as { t: string }).t)).toEqual(['auth', 'ask', 'ask']);
    expect(await second).toEqual({ ok: true, value: { seq: 9 } });
    expect(await first).toMatchObject({ ok: false, error: { code: 'x' } });
  });

  it('hands on the role that the engine gives its token, with each welcome', () => {
    const { roles, next, fall, greet } = wire();
    next();
    greet();
    fall(1006);
    next();
    greet();
    expect(roles).toEqual(['read', null, 'read']);
  });

  it('sends nothing before the welcome, and answers what was open when the wire breaks', async () => {
    const { bridge, sockets, next, fall, greet } = wire();
    next();
    expect(await bridge.send('position.close', { ticket: '1' })).toMatchObject({ ok: false, error: { kind: 'not-connected' } });
    greet();
    const open = bridge.send('position.close', { ticket: '1' });
    fall(1006);
    expect(await open).toMatchObject({ ok: false, error: { code: 'connection_lost' } });
    expect(sockets[0]?.sent).toHaveLength(2);
  });

  it('reconnects with growing pauses between half a second and five, and starts over after a welcome', () => {
    const { next, fall, greet, states } = wire();
    next();
    const pauses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      fall(1006);
      pauses.push(next());
    }
    greet();
    fall(1006);
    pauses.push(next());
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000, 500]);
    expect(states).toEqual([...Array<string>(6).fill('lost'), 'open', 'lost']);
  });

  it('says that too many windows are open, and tries again', () => {
    const { next, fall, states, texts } = wire();
    next();
    fall(4429);
    fall(1006);
    expect([states[0], texts, next()]).toEqual([
      'lost',
      ['Too many windows are open: close one of them.', 'The connection to the engine is lost.'],
      500,
    ]);
  });

  it('says that a token was refused, and does not hammer', () => {
    const { next, fall, states } = wire();
    next();
    fall(4401);
    expect([states, next()]).toEqual([['refused'], 5_000]);
  });

  it('never waits longer than five seconds', () => {
    expect(nextDelayMs(1_000)).toBe(5_000);
  });
});

describe('session token', () => {
  it('is taken from the address once and then kept for the tab', () => {
    const kept = new Map<string, string>();
    const stored = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    let forgotten = 0;
    const take = (hash: string) => takeToken({ hash, stored, forgetHash: () => (forgotten += 1) });
    expect([take('#deck'), take('#token=abc'), take('#deck'), forgotten]).toEqual([null, 'abc', 'abc', 1]);
  });
});
