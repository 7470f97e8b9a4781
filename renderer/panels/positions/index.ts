/** Positions: what the account holds, how far each is from its stop and target, and closing one. */
export { PositionsPanel } from './positions-panel.tsx';
export { PositionsView } from './positions-view.tsx';
