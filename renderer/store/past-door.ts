import { ASKED_OF_THE_PAST } from '#shared/ipc';
import { err } from '#shared/lib';
import type { WindowBridge } from '../bridge/index.ts';
import { PAST_TEXT } from '../format/index.ts';
import { createActions, type Actions } from './actions.ts';
import type { EngineStore } from './engine-store.ts';
import { createPastMachine, type PastMachine } from './past-machine.ts';
import type { Ticker } from './ticker.ts';
import type { DialogState, WindowStore, WindowView } from './window-store.ts';

/** The way into the past, and what a panel that shows it has in the place of acts and clock. */
export type PastDoor = { readonly machine: PastMachine; readonly act: Actions; readonly ticker: Ticker };

const DIALOGS_THERE: ReadonlySet<DialogState['kind']> = new Set(['keys', 'palette', 'certificate', 'flatten', 'stop-scope']);

export type PastPorts = {
  readonly bridge: WindowBridge;
  readonly engine: EngineStore;
  readonly ui: WindowStore;
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => void;
};

/** Made once a window. Acts of the past are refused here, in one place, whatever a panel offers. */
export function createPastDoor({ bridge, engine, ui, now, later }: PastPorts): PastDoor {
  const machine = createPastMachine(bridge, engine, later);
  const guarded: WindowBridge = {
    ...bridge,
    send: (name, request) => {
      if (ASKED_OF_THE_PAST.has(name)) return bridge.send(name, request);
      machine.refuse(PAST_TEXT);
      return Promise.resolve(err({ kind: 'refused', code: 'in_the_past', detail: PAST_TEXT }));
    },
  };
  // How an act of now stands is not written over by one that was refused in the past.
  const apart: WindowStore = {
    ...ui,
    setState: (part: Partial<WindowView> | ((state: WindowView) => Partial<WindowView>)) => {
      const { asks: _left, ...others } = typeof part === 'function' ? part(ui.getState()) : part;
      ui.setState(others);
    },
  };
  const acts = createActions(guarded, apart, now);
  const act: Actions = {
    ...acts,
    openDialog: (dialog) => {
      if (DIALOGS_THERE.has(dialog.kind)) acts.openDialog(dialog);
      else machine.refuse(PAST_TEXT);
    },
    fillTicket: () => machine.refuse(PAST_TEXT),
  };
  const ticker: Ticker = {
    subscribe: machine.store.subscribe,
    engineNow: (stepMs) => Math.floor((machine.store.getState().shown?.at ?? 0) / stepMs) * stepMs,
  };
  return { machine, act, ticker };
}
