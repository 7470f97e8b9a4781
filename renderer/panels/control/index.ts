/** The control plane: agents and their health, breakers, lanes, and what the journal says about faults. */
export { ControlSummary } from './control-summary.tsx';
export { ControlView } from './control-view.tsx';
