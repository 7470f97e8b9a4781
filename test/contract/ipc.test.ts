import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pushToWindow, serveWindow } from '#main/ipc/index.ts';
import { COMMANDS, type CockpitBridge, type CommandName } from '#shared/ipc';
import { err, ok } from '#shared/lib';
import { FakeDesk } from './fake-desk.ts';
import { buildPreload, FakeIpc } from './fake-ipc.ts';
import { sampleLive, samples } from './samples.ts';

type AnySend = (name: string, request: unknown) => Promise<unknown>;

let code: string;
let ipc: FakeIpc;
let desk: FakeDesk;
let bridge: CockpitBridge;
let send: AnySend;

beforeAll(async () => {
  code = await buildPreload();
});

beforeEach(() => {
  ipc = new FakeIpc();
  desk = new FakeDesk();
  serveWindow(ipc, desk);
  bridge = ipc.load(code);
  send = bridge.send as AnySend;
});

describe.each(COMMANDS)('%s', (name: CommandName) => {
  const { request, malformed, reply, badReply } = samples[name];

  test('a good request reaches the engine, and its reply the page', async () => {
    desk.answer = () => ok(reply);
    expect(await send(name, request)).toEqual({ ok: true, value: reply });
    expect(desk.asked).toEqual([{ name, request, actor: 'trader:window' }]);
  });

  test('a refusal of the engine arrives as it is', async () => {
    const error = { kind: 'refused', code: 'expired', detail: 'Too late.' } as const;
    desk.answer = () => err(error);
    expect(await send(name, request)).toEqual({ ok: false, error });
  });

  test.each(malformed.map((each) => [JSON.stringify(each) as string | undefined, each]))('malformed: %s', async (_text, each) => {
    expect(await send(name, each)).toMatchObject({ ok: false, error: { kind: 'malformed-request', code: 'malformed' } });
    expect(desk.asked).toEqual([]);
  });

  test.each([
    ['another page', { url: 'https://evil.example/', parent: null }],
    ['a sub-frame of ours', { url: 'cockpit://app/', parent: {} }],
    ['a frame that has gone', null],
  ])('from %s it is refused before it is read', async (_who, frame) => {
    ipc.frame = frame;
    expect(await send(name, request)).toMatchObject({ ok: false, error: { kind: 'untrusted-sender' } });
    expect(desk.asked).toEqual([]);
  });

  test('an engine that throws is a fault, and nothing is thrown across', async () => {
    desk.answer = () => {
      throw new Error('broken inside');
    };
    expect(await send(name, request)).toMatchObject({ ok: false, error: { kind: 'engine-fault', detail: 'broken inside' } });
  });

  test('a reply of the wrong shape never reaches the page', async () => {
    desk.answer = () => ok(badReply);
    expect(await send(name, request)).toMatchObject({ ok: false, error: { kind: 'engine-fault' } });
  });
});

describe('the bridge', () => {
  test('has exactly the three functions of the contract', () => {
    expect([...ipc.exposed.keys()]).toEqual(['cockpit']);
    expect(Object.keys(bridge).sort()).toEqual(['onFeed', 'onLive', 'send']);
  });

  test('the handlers are exactly the commands', () => {
    expect([...ipc.handlers.keys()].sort()).toEqual([...COMMANDS].sort());
  });

  test.each(['cockpit.feed', 'trading.halt ', 'constructor', '', '__proto__'])('%j is not a command', async (name) => {
    await expect(send(name, {})).rejects.toThrow('There is no command');
  });

  test('feed and live arrive without the event, until unsubscribed', async () => {
    const got: unknown[][] = [];
    const stops = [bridge.onFeed((...args) => got.push(args)), bridge.onLive((...args) => got.push(args))];
    pushToWindow(desk, ipc);
    desk.feed({ seq: 1 }, { seq: 2 });
    desk.live(sampleLive);
    await expect.poll(() => got.length).toBe(2);
    for (const stop of stops) stop();
    desk.feed({ seq: 3 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(got).toEqual([[sampleLive], [[{ seq: 1 }, { seq: 2 }]]]);
    expect([...ipc.listeners.values()].map((set) => set.size)).toEqual([0, 0]);
  });
});
