import { afterEach, expect, test } from 'vitest';
import { play, SCENE_NAMES, SCENES, type Scene, type SceneName } from '../dev/scenes.ts';
import { Cockpit } from '../screen/cockpit.ts';
import { patience } from '../time/pace.ts';

let cockpit: Cockpit | null = null;
afterEach(() => cockpit?.remove());

type Told = {
  readonly trading: string;
  readonly cards: number;
  readonly positions: number;
  readonly trades: number;
  readonly rejected: boolean;
  readonly alarms: boolean;
  readonly link: string;
  readonly stop: string | null;
};
type Status = {
  readonly trading: string;
  readonly terminal: { readonly link: string; readonly positions: readonly unknown[] };
  readonly approvals: { readonly pending: readonly unknown[] };
  readonly productOwner: { readonly performance: { readonly trades: number } };
  readonly alarms: { readonly critical: number; readonly high: number };
};

async function told(at: Cockpit): Promise<Told> {
  const status = await at.get<Status>('/system/status');
  const refused = await at.get<readonly unknown[]>('/signals?state=rejected');
  const stops = await at.get<readonly { readonly state: string }[]>('/stop-certificates');
  return {
    trading: status.trading,
    cards: status.approvals.pending.length,
    positions: status.terminal.positions.length,
    trades: status.productOwner.performance.trades,
    rejected: refused.length > 0,
    alarms: status.alarms.critical + status.alarms.high > 0,
    link: status.terminal.link,
    stop: stops[0]?.state ?? null,
  };
}

const QUIET: Told = {
  trading: 'active',
  cards: 0,
  positions: 0,
  trades: 0,
  rejected: false,
  alarms: false,
  link: 'up',
  stop: null,
};
/** What each scene's name promises, as the cockpit's own status tells it. */
const PROMISED: Readonly<Record<SceneName, Told>> = {
  empty: QUIET,
  approvals: { ...QUIET, cards: 3, rejected: true },
  busy: { ...QUIET, cards: 3, positions: 2, trades: 6, rejected: true },
  results: { ...QUIET, trades: 18 },
  alarms: { ...QUIET, positions: 2, alarms: true, link: 'down' },
  halted: { ...QUIET, trading: 'halted', positions: 2, stop: 'halted' },
  flat: { ...QUIET, trading: 'halted', trades: 2, stop: 'flat' },
  mismatch: { ...QUIET, alarms: true },
  mt5: { ...QUIET, link: 'down', alarms: true },
};

test.each(SCENE_NAMES)('the scene %s shows what it promises', async (name) => {
  const { config, args = [] }: Scene = SCENES[name];
  cockpit = new Cockpit(config, args, { page: false });
  await cockpit.start();
  await play(cockpit, name);
  const running = cockpit;
  await expect.poll(() => told(running), { timeout: patience(20_000) }).toEqual(PROMISED[name]);
});
