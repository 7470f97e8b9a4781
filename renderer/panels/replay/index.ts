/** History through the engine, seen in the window: price files, runs beside the cockpit, their reports. */
export { ReplayView } from './replay-view.tsx';
