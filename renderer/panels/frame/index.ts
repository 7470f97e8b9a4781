/** The frame around every view: strip with the stop, alarm slots, rail, footer, spoken regions. */
export { AlarmSlots } from './alarm-slots.tsx';
export { Footer } from './footer.tsx';
export { Rail } from './rail.tsx';
export { SpokenRegions } from './spoken-regions.tsx';
export { Standing } from './standing.tsx';
export { Strip } from './strip.tsx';
