import type { Suite } from './suite.ts';

/** Loaded by name, so that a child loads only what it measures. */
const SUITES: Readonly<Record<string, () => Promise<{ readonly suite: Suite }>>> = {
  turn: () => import('./suites/turn.ts'),
  cells: () => import('./suites/cells.ts'),
  'breaker-closed': () => import('./suites/breaker-closed.ts'),
  'breaker-open': () => import('./suites/breaker-open.ts'),
  lanes: () => import('./suites/lanes.ts'),
  'lanes-depth': () => import('./suites/lanes-depth.ts'),
  'journal-single': () => import('./suites/journal-single.ts'),
  'journal-group': () => import('./suites/journal-group.ts'),
  chain: () => import('./suites/chain.ts'),
  restore: () => import('./suites/restore.ts'),
  webhook: () => import('./suites/webhook.ts'),
  bridge: () => import('./suites/bridge.ts'),
  'bridge-spaced': () => import('./suites/bridge-spaced.ts'),
  'bridge-day': () => import('./suites/bridge-day.ts'),
  order: () => import('./suites/order.ts'),
  detector: () => import('./suites/detector.ts'),
  replay: () => import('./suites/replay.ts'),
  'replay-command': () => import('./suites/replay-command.ts'),
  halt: () => import('./suites/halt.ts'),
  desktop: () => import('./suites/desktop.ts'),
  'busy-hour': () => import('./suites/busy-hour.ts'),
};

export const SUITE_NAMES = Object.keys(SUITES);

export async function loadSuite(name: string): Promise<Suite> {
  const load = SUITES[name];
  if (load === undefined) throw new Error(`There is no suite ${name}: ${SUITE_NAMES.join(', ')}`);
  return (await load()).suite;
}
