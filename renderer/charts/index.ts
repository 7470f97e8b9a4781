/** Drawings of numbers: the equity line on canvas, small summaries as SVG. Each says in words what it shows. */
export { EquityChart } from './equity-chart.tsx';
export { equityPicture, type EquityPicture } from './equity-picture.ts';
export { todayLevels } from './floor-levels.ts';
export { floorsPicture } from './floors-picture.ts';
export { hatch } from './hatch.ts';
export { readInk, scaledFont, type Ink } from './ink.ts';
export { RTrack, trackOf } from './r-track.tsx';
export { Waterfall, type WaterfallStep } from './waterfall.tsx';
