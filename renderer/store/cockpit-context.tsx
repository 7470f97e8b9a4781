import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Actions } from './actions.ts';
import type { EngineStore, EngineView } from './engine-store.ts';
import type { Announcer } from './announcer.ts';
import type { PastDoor } from './past-door.ts';
import type { PastView } from './past-machine.ts';
import type { Ticker } from './ticker.ts';
import type { Ask, WindowStore, WindowView } from './window-store.ts';

/** Everything a panel may reach, made once by `main.tsx`. */
export type Cockpit = {
  readonly engine: EngineStore;
  readonly ui: WindowStore;
  readonly act: Actions;
  readonly ticker: Ticker;
  readonly announcer: Announcer;
  readonly past: PastDoor;
};

const CockpitContext = createContext<Cockpit | null>(null);

export function CockpitProvider({ cockpit, children }: { readonly cockpit: Cockpit; readonly children: ReactNode }) {
  return <CockpitContext value={cockpit}>{children}</CockpitContext>;
}

export function useCockpit(): Cockpit {
  const cockpit = useContext(CockpitContext);
  if (cockpit === null) throw new Error('Panels live inside a CockpitProvider');
  return cockpit;
}

/** Part of the engine's state. Select something that keeps its identity: a value, or an object as it stands in the state. */
export const useEngine = <T,>(select: (view: EngineView) => T): T => useStore(useCockpit().engine, select);
export const useUi = <T,>(select: (view: WindowView) => T): T => useStore(useCockpit().ui, select);
export const usePast = <T,>(select: (view: PastView) => T): T => useStore(useCockpit().past.machine.store, select);
/** Whether the panel shows the past: what was only ever measured is then on no record. */
export function useIsThen(): boolean {
  const { engine, past } = useCockpit();
  return engine === past.machine.engine;
}
export const useAct = (): Actions => useCockpit().act;

/** The engine's clock, in steps of `stepMs`: the component paints again once a step, not more often. */
export function useNow(stepMs = 1_000): number {
  const { ticker } = useCockpit();
  const now = (): number => ticker.engineNow(stepMs);
  return useSyncExternalStore(ticker.subscribe, now, now);
}

/** Why the latest of several acts was refused; null when it was not, whatever was refused before it. */
export const useLastRefusal = (...keys: readonly string[]): string | null => useUi(({ asks }) => lastRefusal(asks, keys));

function lastRefusal(asks: WindowView['asks'], keys: readonly string[]): string | null {
  const made = Object.entries(asks).filter(([key]) => keys.includes(key));
  const last = made.reduce<Ask | null>((found, [, ask]) => (found === null || ask.at >= found.at ? ask : found), null);
  return last?.state === 'refused' ? last.detail : null;
}

/** How something this window asked for stands: `asked` until the record that answers it is in the feed. */
export function useAsk(key: string): { readonly asked: boolean; readonly refusal: string | null } {
  const ask: Ask | undefined = useUi((view) => view.asks[key]);
  const lastSeq = useEngine((view) => (ask?.state === 'accepted' && ask.seq !== null ? view.cockpit.lastSeq : 0));
  const asked = ask?.state === 'asked' || (ask?.state === 'accepted' && ask.seq !== null && lastSeq < ask.seq);
  return { asked, refusal: ask?.state === 'refused' ? ask.detail : null };
}
