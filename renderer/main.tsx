import './validation.ts';
import { recalled, remember, remembered, savedLook, showLook } from './theme/index.ts';
import { createRoot } from 'react-dom/client';
import { followAddress, placeOf } from './address.ts';
import { connectWindow, createFrameSchedule } from './bridge/index.ts';
import { App } from './panels/index.ts';
import {
  announcementsOf,
  CockpitProvider,
  createActions,
  createAnnouncer,
  createPastDoor,
  createEngineStore,
  createTicker,
  createWindowStore,
  FIRST_STEPS,
  hiddenColumnsOf,
  LOOKS,
  sortsOf,
  startSession,
  USUAL_LOOK,
} from './store/index.ts';

const now = (): number => Date.now();
const later = (run: () => void, ms: number): void => void setTimeout(run, ms);
const every = (run: () => void, ms: number): (() => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

const bridge = connectWindow(window);
const { store: engine, pen } = createEngineStore();
const look = savedLook(USUAL_LOOK, LOOKS, localStorage);
const firstSteps = remembered('first-steps', FIRST_STEPS, localStorage);
const sorts = sortsOf(recalled('sorts', localStorage));
const hiddenColumns = hiddenColumnsOf(recalled('columns', localStorage));
const ui = createWindowStore({ look, firstSteps, sorts, hiddenColumns, ...placeOf(location.hash) });
const announcer = createAnnouncer(later);
const ticker = createTicker({ now, offsetMs: () => engine.getState().clockOffsetMs, every });
const act = createActions(bridge, ui, now);
const past = createPastDoor({ bridge, engine, ui, now, later });

showLook(look, document.documentElement, localStorage);
ui.subscribe((view, before) => {
  if (view.look !== before.look) showLook(view.look, document.documentElement, localStorage);
  if (view.firstSteps !== before.firstSteps) remember('first-steps', view.firstSteps, localStorage);
  if (view.sorts !== before.sorts) remember('sorts', view.sorts, localStorage);
  if (view.hiddenColumns !== before.hiddenColumns) remember('columns', view.hiddenColumns, localStorage);
});
followAddress(ui, window);

createRoot(document.getElementById('root') ?? document.body).render(
  <CockpitProvider cockpit={{ engine, ui, act, ticker, announcer, past }}>
    <App />
  </CockpitProvider>,
);

startSession({
  bridge,
  store: engine,
  pen,
  now,
  later,
  every,
  schedule: createFrameSchedule({ frame: (run) => void requestAnimationFrame(run), timer: later }),
  folded: (batch) => {
    const { alerts, statuses } = announcementsOf(batch);
    announcer.say('alert', alerts);
    announcer.say('status', statuses);
  },
});
