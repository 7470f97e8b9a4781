/** Signals: the list with its reasons, and one signal's whole life. */
export { SignalsPanel } from './signals-panel.tsx';
export { SignalsView } from './signals-view.tsx';
