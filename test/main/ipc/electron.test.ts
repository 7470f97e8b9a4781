import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pushToWindow, serveWindow } from '#main/ipc/index.ts';
import { isOurPage } from '#main/ipc/sender.ts';
import { FEED, LIVE } from '#shared/ipc';
import { ok } from '#shared/lib';
import { FakeDesk } from '../../contract/fake-desk.ts';
import { FakeIpc } from '../../contract/fake-ipc.ts';
import { sampleLive } from '../../contract/samples.ts';

describe('isOurPage', () => {
  test.each(['cockpit://app/', 'cockpit://app', 'cockpit://app/index.html', 'cockpit://app/#signals', 'COCKPIT://app/?x=1'])(
    '%s is ours',
    (url) => {
      expect(isOurPage({ url, isMainFrame: true })).toBe(true);
      expect(isOurPage({ url, isMainFrame: false })).toBe(false);
    },
  );

  test.each([
    '',
    'about:blank',
    'about:srcdoc',
    'app/',
    'cockpit:app',
    'cockpit:///app/',
    'cockpit://app.evil/',
    'cockpit://evil.app/',
    'cockpit://app@evil/',
    'cockpit://evil@app/',
    'cockpit://:secret@app/',
    'cockpit://app:99/',
    'cockpits://app/',
    'http://app/',
    'http://x/?next=cockpit://app/',
    'https://cockpit//app/',
    'file:///cockpit/app/index.html',
    'data:text/html,cockpit://app/',
    'blob:cockpit://app/1',
    'devtools://devtools/bundled/',
    'javascript:void 0',
  ])('%s is not', (url) => expect(isOurPage({ url, isMainFrame: true })).toBe(false));
});

test('serving again is refused by Electron, after stopping it is not', () => {
  const ipc = new FakeIpc();
  const stop = serveWindow(ipc, new FakeDesk());
  expect(() => serveWindow(ipc, new FakeDesk())).toThrow('second handler');
  stop();
  expect(ipc.handlers.size).toBe(0);
  serveWindow(ipc, new FakeDesk());
});

describe('a question of the window', () => {
  const ask = async (senderFrame: { url: string; parent: unknown } | null, desk = new FakeDesk()) => {
    const ipc = new FakeIpc();
    serveWindow(ipc, desk);
    desk.answer = () => ok({ seq: 3 });
    const answer = await ipc.handlers.get('position.close')?.({ senderFrame }, { ticket: '5' });
    return { answer, asked: desk.asked };
  };

  test('is put to the engine in the window’s name', async () => {
    expect(await ask({ url: 'cockpit://app/', parent: null })).toEqual({
      answer: { ok: true, value: { seq: 3 } },
      asked: [{ name: 'position.close', request: { ticket: '5' }, actor: 'trader:window' }],
    });
  });

  test.each([
    ['a frame within our page', { url: 'cockpit://app/', parent: {} }, 'cockpit://app/'],
    ['another page', { url: 'https://evil.example/', parent: null }, 'https://evil.example/'],
    ['a page that has gone', null, 'an unknown page'],
  ])('from %s is refused, and nothing is asked', async (_what, frame, from) => {
    expect(await ask(frame)).toEqual({
      answer: {
        ok: false,
        error: { kind: 'untrusted-sender', code: 'untrusted', detail: `position.close was asked by ${from}` },
      },
      asked: [],
    });
  });
});

describe('pushToWindow', () => {
  let desk: FakeDesk;
  let sent: { channel: string; payload: unknown; at: number }[];
  let gone: boolean;
  const target = {
    isDestroyed: () => gone,
    isCrashed: () => false,
    send: (channel: string, payload: unknown) => void sent.push({ channel, payload, at: Date.now() }),
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    desk = new FakeDesk();
    sent = [];
    gone = false;
  });
  afterEach(() => void vi.useRealTimers());

  const seqs = (): number[] =>
    sent.filter(({ channel }) => channel === FEED).flatMap(({ payload }) => (payload as { seq: number }[]).map(({ seq }) => seq));

  test('at most one message a frame, in order, nothing lost', () => {
    pushToWindow(desk, target);
    for (let seq = 1; seq <= 5_000; seq += 1) {
      desk.feed({ seq });
      if (seq % 100 === 0) desk.live({ ...sampleLive, beat: seq });
      if (seq % 10 === 0) vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(500);
    expect(seqs()).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
    const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(16);
    expect(sent.filter(({ channel }) => channel === LIVE).at(-1)?.payload).toMatchObject({ beat: 5_000 });
  });

  test('a large batch goes in pages of 1 000', () => {
    pushToWindow(desk, target);
    desk.feed(...Array.from({ length: 2_500 }, (_, index) => ({ seq: index + 1 })));
    vi.advanceTimersByTime(100);
    expect(sent.map(({ payload }) => (payload as unknown[]).length)).toEqual([1_000, 1_000, 500]);
  });

  test('a page that stops reading is owed the newest twenty thousand records', () => {
    pushToWindow(desk, target);
    desk.feed(...Array.from({ length: 20_001 }, (_, index) => ({ seq: index + 1 })));
    vi.advanceTimersByTime(1_000);
    expect([seqs().length, seqs()[0], seqs().at(-1)]).toEqual([20_000, 2, 20_001]);
  });

  test('a page that crashed gets nothing until it is back, and then only what comes after', () => {
    let isCrashed = true;
    pushToWindow(desk, { ...target, isCrashed: () => isCrashed });
    desk.live({ ...sampleLive, beat: 1 });
    desk.feed({ seq: 1 });
    vi.advanceTimersByTime(100);
    isCrashed = false;
    vi.advanceTimersByTime(100);
    const before = sent.length;
    desk.feed({ seq: 2 });
    vi.advanceTimersByTime(100);
    expect([before, sent.map(({ channel }) => channel), seqs()]).toEqual([0, [FEED], [2]]);
  });

  test('of live frames only the newest counts', () => {
    pushToWindow(desk, target);
    desk.live({ ...sampleLive, beat: 1 });
    desk.live({ ...sampleLive, beat: 2 });
    vi.advanceTimersByTime(100);
    expect(sent.map(({ channel, payload }) => [channel, (payload as { beat: number }).beat])).toEqual([[LIVE, 2]]);
  });

  test('a lone live frame is no reason to send an empty page of records', () => {
    pushToWindow(desk, target);
    desk.live({ ...sampleLive, beat: 1 });
    vi.advanceTimersByTime(16);
    desk.feed({ seq: 1 });
    vi.advanceTimersByTime(16);
    expect(sent.map(({ channel }) => channel)).toEqual([LIVE, FEED]);
  });

  test('nothing is sent behind the end, though live figures and records were waiting, and nobody listens any more', () => {
    const stop = pushToWindow(desk, target);
    desk.live({ ...sampleLive, beat: 1 });
    desk.feed({ seq: 1 });
    stop();
    desk.live({ ...sampleLive, beat: 2 });
    vi.advanceTimersByTime(1_000);
    expect([sent, desk.listeners()]).toEqual([[], 0]);
  });

  test('a window that is gone gets nothing and keeps nothing', () => {
    const stop = pushToWindow(desk, target);
    gone = true;
    desk.feed({ seq: 1 });
    vi.advanceTimersByTime(100);
    gone = false;
    desk.feed({ seq: 2 });
    vi.advanceTimersByTime(100);
    expect(seqs()).toEqual([2]);
    desk.feed({ seq: 3 });
    stop();
    vi.advanceTimersByTime(100);
    expect([seqs(), desk.listeners(), vi.getTimerCount()]).toEqual([[2], 0, 0]);
  });
});
