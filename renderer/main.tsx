import './validation.ts';
import { remember, remembered, savedTheme, showTheme } from './theme/index.ts';
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
  startSession,
  THEMES,
} from './store/index.ts';

const now = (): number => Date.now();
const later = (run: () => void, ms: number): void => void setTimeout(run, ms);
const every = (run: () => void, ms: number): (() => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

const bridge = connectWindow(window);
const { store: engine, pen } = createEngineStore();
const theme = THEMES.find((each) => each === savedTheme(localStorage)) ?? 'dark';
const firstSteps = remembered('first-steps', FIRST_STEPS, localStorage);
const ui = createWindowStore({ theme, firstSteps, ...placeOf(location.hash) });
const announcer = createAnnouncer(later);
const ticker = createTicker({ now, offsetMs: () => engine.getState().clockOffsetMs, every });
const act = createActions(bridge, ui, now);
const past = createPastDoor({ bridge, engine, ui, now, later });

showTheme(theme, document.documentElement, localStorage);
ui.subscribe((view, before) => {
  if (view.theme !== before.theme) showTheme(view.theme, document.documentElement, localStorage);
  if (view.firstSteps !== before.firstSteps) remember('first-steps', view.firstSteps, localStorage);
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
