import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pushToWindow, serveWindow } from '#main/ipc/index.ts';
import { isOurPage } from '#main/ipc/sender.ts';
import { FEED, LIVE } from '#shared/ipc';
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

  test('of live frames only the newest counts', () => {
    pushToWindow(desk, target);
    desk.live({ ...sampleLive, beat: 1 });
    desk.live({ ...sampleLive, beat: 2 });
    vi.advanceTimersByTime(100);
    expect(sent.map(({ channel, payload }) => [channel, (payload as { beat: number }).beat])).toEqual([[LIVE, 2]]);
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
