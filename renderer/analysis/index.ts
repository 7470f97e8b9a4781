/** Charts of what is over, drawn by recharts: loaded when first looked at, never on a tick, at most 500 points, without motion. */
export { ControlLines, type ControlLevel, type ControlPoint } from './control-lines.tsx';
export { EquityAndFloors, type FloorPoint } from './equity-and-floors.tsx';
export { EquityAndFall, type SumPoint } from './equity-and-fall.tsx';
export { GroupBars, type GroupBar } from './group-bars.tsx';
export { RBars, type RBar } from './r-bars.tsx';
export { ScoreChart, type ScorePoint } from './score-chart.tsx';
