import { createElement, type ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  CockpitProvider,
  createAnnouncer,
  createTicker,
  createWindowStore,
  type Actions,
  type EngineView,
  type PastDoor,
} from '#renderer/store/index.ts';

const NOTHING = (): void => undefined;

/** A component's HTML as it is painted first, over a given view of the engine. Nothing in it can be clicked. */
export function stillPage(part: ComponentType, seen: Pick<EngineView, 'cockpit' | 'live'>): string {
  const view: EngineView = { equity: [], link: 'live', lastBeatAt: 0, clockOffsetMs: 0, fault: null, role: 'admin', ...seen };
  const engine = { getState: () => view, getInitialState: () => view, subscribe: () => NOTHING };
  const ticker = createTicker({ now: () => seen.live?.at ?? 0, offsetMs: () => 0, every: () => NOTHING });
  const cockpit = {
    engine,
    ui: createWindowStore(),
    act: {} as Actions,
    ticker,
    announcer: createAnnouncer(NOTHING),
    past: {} as PastDoor,
  };
  return renderToStaticMarkup(createElement(CockpitProvider, { cockpit, children: createElement(part) }));
}
