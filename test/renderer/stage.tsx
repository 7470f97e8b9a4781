import { act, cleanup, render, screen, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import type { Role } from '#shared/domain';
import type { CommandName, LiveFrame, Request } from '#shared/ipc';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { alarmHistory } from '#main/runtime/alarm-history.ts';
import { packCockpit } from '#shared/projection';
import type { WindowBridge } from '#renderer/bridge/index.ts';
import { HeldRole } from '#renderer/controls/index.ts';
import {
  CockpitProvider,
  createActions,
  createAnnouncer,
  createEngineStore,
  createPastDoor,
  createTicker,
  createWindowStore,
  type WindowView,
} from '#renderer/store/index.ts';
import type { JournalBuilder } from './journal-builder.ts';
import { PRESENT } from './fixtures.ts';
import { frameFor, type FrameWish } from './live-frames.ts';

export type Asked = { readonly name: CommandName; readonly request: unknown };
type Answer = Awaited<ReturnType<WindowBridge['send']>>;
type StageWish = {
  readonly frame?: FrameWish;
  readonly live?: Partial<LiveFrame>;
  readonly ui?: Partial<WindowView>;
  /** What the token of the window lets it do; absent: everything. */
  readonly role?: Role;
  /** True: the engine has not said a word yet, neither state nor figures. */
  readonly unheard?: boolean;
  /** What the engine answers; without it, that the act is done with the journal's next record. */
  readonly answer?: (asked: Asked) => Answer | Promise<Answer> | undefined;
};

export type Stage = RenderResult & {
  readonly asked: readonly Asked[];
  /** What was only looked at: candles, and what alarms went through. */
  readonly looked: readonly Asked[];
  readonly ui: ReturnType<typeof createWindowStore>;
  /** Hands the records that the journal has since been given to the window. */
  readonly feed: () => void;
  /** A new frame of figures. */
  readonly beat: (part?: Partial<LiveFrame>) => void;
  /** Lets the window's clock go on, in silence: no new figures. */
  readonly silence: (ms: number) => void;
  /** The engine goes away, or the wire does. */
  readonly closed: (why: string, phase?: 'closed' | 'refused') => void;
};

afterEach(cleanup);

const LOOKS: ReadonlySet<CommandName> = new Set(['market.chart', 'alarm.history', 'risk.exposure']);

/** The engine's own answer, from the records that the window was folded from. */
const historyOf = ({ records }: JournalBuilder, request: Request<'alarm.history'>) =>
  alarmHistory(memoryJournal({ records: [...records], hashed: false }), request);

/** A panel in a window whose store is folded from a real journal, with an engine that only notes what it is asked. */
export function stage(
  panel: ReactNode,
  journal: JournalBuilder,
  { frame, live, ui: begin, unheard, answer, role = 'admin' }: StageWish = {},
): Stage {
  const { store, pen } = createEngineStore();
  const ui = createWindowStore(begin);
  const asked: Asked[] = [];
  const looked: Asked[] = [];
  const ticks = new Set<() => void>();
  let now = PRESENT;
  let beats = 1;
  let fed = journal.records.length;
  const bridge = {
    send: async (name: CommandName, request: unknown) => {
      (LOOKS.has(name) ? looked : asked).push({ name, request });
      return (
        (await answer?.({ name, request })) ??
        (name === 'alarm.history'
          ? { ok: true, value: await historyOf(journal, request as Request<'alarm.history'>) }
          : undefined) ??
        (name === 'market.chart' || name === 'risk.exposure'
          ? { ok: false, error: { kind: 'refused', code: 'unknown_symbol', detail: 'No terminal is here' } }
          : name === 'trading.halt'
            ? { ok: true, value: { certificateId: 'stop-1', latchedAt: now } }
            : { ok: true, value: { seq: journal.state.lastSeq + 1 } })
      );
    },
    onFeed: () => () => undefined,
    onLive: () => () => undefined,
  } as unknown as WindowBridge;
  const figures = (part: Partial<LiveFrame> = {}): LiveFrame => ({
    ...frameFor(journal.state, now, beats++, frame),
    ...live,
    ...part,
  });
  if (unheard !== true) {
    pen.load({ state: packCockpit(journal.state), live: figures(), equity: [] }, now);
    pen.synced();
  }
  pen.held(role);
  const ticker = createTicker({
    now: () => now,
    offsetMs: () => store.getState().clockOffsetMs,
    every: (run) => {
      ticks.add(run);
      return () => void ticks.delete(run);
    },
  });
  const cockpit = {
    engine: store,
    ui,
    act: createActions(bridge, ui, () => now),
    ticker,
    announcer: createAnnouncer(() => undefined),
    past: createPastDoor({ bridge, engine: store, ui, now: () => now, later: () => undefined }),
  };
  const pass = (ms: number): void => {
    now += ms;
    pen.tick(now);
    for (const run of ticks) run();
  };
  return {
    ...render(
      <CockpitProvider cockpit={cockpit}>
        <HeldRole value={role}>{panel}</HeldRole>
      </CockpitProvider>,
    ),
    asked,
    looked,
    ui,
    feed: () =>
      act(() => {
        pen.feed(journal.records.slice(fed));
        fed = journal.records.length;
        pen.live(figures(), now);
        pass(0);
      }),
    beat: (part) =>
      act(() => {
        pen.live(figures(part), now);
        pass(0);
      }),
    silence: (ms) => act(() => pass(ms)),
    closed: (why, phase) => act(() => pen.closed(why, phase)),
  };
}

/** The text of an element as it is read: one space between words. */
export const reads = (node: Element | null): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The text behind a test id as it is read. */
export const said = (testId: string): string => reads(screen.queryByTestId(testId));

/** Lets what was asked be answered. */
export const settled = (): Promise<void> => act(() => new Promise<void>((resolve) => void setTimeout(resolve, 0)));
