/** What the window knows: the engine's state, written only by the feed; its own state; and the acts that ask for changes. */
export { createAnnouncer, type Announcer, type Voice } from './announcer.ts';
export { announcementsOf, type Announcements } from './announcement.ts';
export { assignSlots, SLOT_COUNT, shownAlarms, activeAlarms, type SlotIds } from './alarm-slots.ts';
export { createActions, type Actions } from './actions.ts';
export {
  CockpitProvider,
  useAct,
  useAsk,
  useCockpit,
  useEngine,
  useLastRefusal,
  useNow,
  useIsThen,
  usePast,
  useUi,
  type Cockpit,
} from './cockpit-context.tsx';
export {
  createEngineStore,
  isPast,
  type EngineStore,
  type EngineView,
  type LinkState,
  type EngineStoreWriter,
} from './engine-store.ts';
export { LOOK_WORDS, LOOKS, USUAL_LOOK, type Look } from './look.ts';
export { createPastDoor, type PastDoor } from './past-door.ts';
export { SPEEDS, type HeldMoment, type PastMachine, type PastShows, type PastView } from './past-machine.ts';
export { EMPTY_DRAFT, type ReplayDesk, type RunDraft, type Upload } from './replay-desk.ts';
export { startSession, type SessionPorts } from './session.ts';
export { hiddenColumnsOf } from './columns.ts';
export { pressed, sortsOf, type Sort } from './sorting.ts';
export { isStopOpen } from './stop-ask.ts';
export { structuralShare } from './share-unchanged.ts';
export { createTicker, type Ticker } from './ticker.ts';
export {
  createWindowStore,
  FIRST_STEPS,
  VIEWS,
  type Ask,
  type AskState,
  type DialogState,
  type View,
  type WindowStore,
  type WindowView,
} from './window-store.ts';
