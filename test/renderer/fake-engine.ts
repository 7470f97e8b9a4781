import type { Scenario } from './scenarios.ts';

/**
 * Runs inside the page, before its own script: a `window.cockpit` that answers from a scenario.
 * It is sent there as text, so it may use nothing from outside itself.
 */
export function installFakeEngine({ state, frame, equity, records, silentAfterMs, refused, mute }: Scenario): void {
  type Listener = (value: unknown) => void;
  const live = new Set<Listener>();
  const feed = new Set<Listener>();
  const began = Date.now();
  const asked: unknown[] = [];
  let beat = frame.beat;
  const now = () => {
    const since = frame.terminal.link === 'up' ? Date.now() - began : 0;
    return {
      ...frame,
      at: frame.at + Date.now() - began,
      beat: (beat += 1),
      quotes: frame.quotes.map((quote) => ({ ...quote, at: quote.at + since })),
    };
  };
  const never = new Promise<never>(() => undefined);
  const answerOf = (name: string, request: { seq?: number; limit?: number }): unknown => {
    if (name === 'cockpit.hello') {
      if (refused !== undefined) return { ok: false, error: { kind: 'engine-fault', code: 'not_started', detail: refused } };
      if (silentAfterMs !== undefined && Date.now() - began > silentAfterMs) return never;
      return { ok: true, value: { state, live: now(), equity } };
    }
    if (name === 'feed.since')
      return { ok: true, value: records.filter(({ seq }) => seq > (request.seq ?? 0)).slice(0, request.limit) };
    if (name === 'market.chart')
      return { ok: false, error: { kind: 'refused', code: 'unknown_symbol', detail: 'No candles here' } };
    asked.push({ name, request });
    if (mute === true) return never;
    return name === 'trading.halt'
      ? { ok: true, value: { certificateId: 'SC-0042', latchedAt: frame.at } }
      : { ok: true, value: { seq: records.length + 1 } };
  };
  setInterval(() => {
    if (silentAfterMs === undefined || Date.now() - began < silentAfterMs) for (const listener of live) listener(now());
  }, 250);
  const listen = (listeners: Set<Listener>) => (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  Object.assign(window, {
    cockpit: {
      send: async (name: string, request: object) => answerOf(name, request),
      onFeed: listen(feed),
      onLive: listen(live),
    },
    fakeEngine: { asked, push: (batch: unknown) => feed.forEach((listener) => listener(batch)) },
  });
}
