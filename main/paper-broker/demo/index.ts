/** The demo market: seeded prices with sessions, moods and the structure that trend traders look for. */
export { DemoMarket } from './demo-market.ts';
export type { DemoOptions } from './demo-options.ts';
