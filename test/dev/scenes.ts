import type { Cockpit, Side } from '../screen/cockpit.ts';
import { ask } from './ask.ts';

/** A state of the cockpit worth looking at: rules to start with, and what is then really done to it. */
export type Scene = {
  readonly title: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Further options of the headless cockpit. */
  readonly args?: readonly string[];
  readonly play?: (cockpit: Cockpit) => Promise<void>;
};

/** Rules that a scene's signals pass on any day at any hour. */
const OPEN_HOURS = {
  strategies: {
    m5_bos: { sessions: ['any'], maxConcurrent: 20, riskPercent: 0.2 },
    m1_retest: { sessions: ['any'], maxConcurrent: 20, riskPercent: 0.2 },
  },
  intake: { rateLimitPerMinute: 10_000 },
  cells: {
    u1: { minScore: 0 },
    u3: { maxOpenPositions: 20, onePositionPerSymbol: false, opposite: 'allow', maxGroupRisk: 50, maxEffectiveRisk: 50 },
  },
  rulebook: { preset: 'own-account' },
  paper: { seed: 7 },
  detector: { enabled: false },
  limits: { maxQuoteAgeMs: 60_000, repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  calendar: { rolloverMinutes: 0, fridayCloseMinutes: 0, sundayOpenMinutes: 0, weekendFlatMinutes: 0, holidays: [] },
} as const;
/** Cards that wait as long as a card may. */
const PATIENT = { approvals: { mode: 'confirm', ttlMs: 600_000 } } as const;
const UNTRADED = 'a look at the screen while something is wrong';

async function cards(cockpit: Cockpit): Promise<void> {
  await cockpit.deliverPassing({ id: 'card-1', symbol: 'EURUSD' });
  await cockpit.deliverPassing({ id: 'card-2', symbol: 'XAUUSD', side: 'SELL' });
  await cockpit.deliverPassing({ id: 'card-3', symbol: 'USDJPY' });
}

/** Refused by rules of every kind: a stop that is too near, a target that is, and one that a reason may set aside. */
async function refusals(cockpit: Cockpit, count: number): Promise<void> {
  const symbols = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const;
  for (let n = 0; n < count; n += 1) {
    const symbol = symbols[n % symbols.length] ?? 'EURUSD';
    const flaw = n % 3 === 0 ? { stopPoints: 12 } : { rr: n % 3 === 1 ? 0.4 : 0.8 };
    await cockpit.deliver({ id: `refused-${n}`, symbol, side: n % 2 === 0 ? 'BUY' : 'SELL', ...flaw });
  }
}

async function close(cockpit: Cockpit, id: string, symbol: string, side: Side): Promise<void> {
  await cockpit.deliver({ id, symbol, side, kind: 'exit' });
  await cockpit.until(
    async () => (await cockpit.status()).terminal.positions.every((held) => held.symbol !== symbol),
    `${symbol} to be closed`,
  );
}

/** Trades that are closed at once lose their costs, and three losses in a row wait for the trader. */
async function rearm(cockpit: Cockpit): Promise<void> {
  const { blocks } = (await cockpit.status()).risk;
  for (const { block } of blocks) await ask(cockpit, 'block.rearm', { block, reason: 'a scene goes on after its losses' });
}

async function closedTrades(cockpit: Cockpit, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const symbol = n % 2 === 0 ? 'USDJPY' : 'XAUUSD';
    const side = n % 4 < 2 ? 'BUY' : 'SELL';
    await cockpit.trade({ id: `past-${n}`, symbol, side });
    await close(cockpit, `exit-${n}`, symbol, side);
    await rearm(cockpit);
  }
}

async function held(cockpit: Cockpit): Promise<void> {
  await cockpit.trade({ id: 'held-1', symbol: 'EURUSD' });
  await cockpit.trade({ id: 'held-2', symbol: 'GBPUSD', side: 'SELL' });
}

/** One of the positions is managed by rules of its own. */
async function managed(cockpit: Cockpit): Promise<void> {
  const { positions } = (await cockpit.status()).terminal;
  const ticket = positions.find(({ symbol }) => symbol === 'EURUSD')?.ticket ?? '';
  await cockpit.post(`/positions/${ticket}/manage`, {
    rules: {
      breakEvenAtR: 1,
      trailing: 'swing',
      trailingStartR: 2,
      partials: [{ atR: 1.5, percent: 50 }],
      fridayFlatMinutes: 30,
    },
    reason: 'half off on the way, the rest runs',
  });
}

async function halt(cockpit: Cockpit, flatten: boolean): Promise<void> {
  await held(cockpit);
  const { certificateId } = await cockpit.post<{ certificateId: string }>('/system/emergency-stop', {
    reason: 'Spreads are wider than the news explains',
    flatten,
  });
  const isOver = async (): Promise<boolean> =>
    (await cockpit.get<{ state: string }>(`/stop-certificates/${certificateId}`)).state === (flatten ? 'flat' : 'halted');
  await cockpit.until(isOver, 'the stop to be over', 20_000);
}

export const SCENES = {
  empty: { title: 'a first start without a signal', config: OPEN_HOURS },
  approvals: {
    title: 'three cards that wait for you, and a refusal you may set aside',
    config: { ...OPEN_HOURS, ...PATIENT },
    play: async (cockpit) => {
      await cards(cockpit);
      await cockpit.deliverPassing({ id: 'soft', symbol: 'GBPUSD', rr: 1.2 });
    },
  },
  busy: {
    title: 'every view with content: positions, closed trades, refusals, cards',
    config: { ...OPEN_HOURS, ...PATIENT },
    play: async (cockpit) => {
      await closedTrades(cockpit, 6);
      await held(cockpit);
      await managed(cockpit);
      await refusals(cockpit, 60);
      await cards(cockpit);
    },
  },
  results: {
    title: 'eighteen closed trades',
    config: { ...OPEN_HOURS, approvals: { mode: 'auto' } },
    play: (cockpit) => closedTrades(cockpit, 18),
  },
  alarms: {
    title: 'a lost link with an order of unknown outcome, an isolated breaker',
    config: {
      ...OPEN_HOURS,
      ...PATIENT,
      paper: { ...OPEN_HOURS.paper, faults: [{ nth: 3, kind: 'timeout', linkDownMs: 600_000 }] },
    },
    play: async (cockpit) => {
      await held(cockpit);
      const id = await cockpit.deliverPassing({ id: 'lost', symbol: 'USDJPY' });
      await ask(cockpit, 'breaker.isolate', { agent: 'model', effect: 'read', reason: UNTRADED });
      await cockpit.post(`/signals/${id}/approve`, { digest: (await cockpit.signalOf(id)).digest });
      // The order in doubt is told by the link's own alarm: one cause, one alarm.
      await cockpit.until(async () => (await cockpit.status()).alarms.unacknowledged >= 2, 'two alarms', 30_000);
    },
  },
  halted: { title: 'stopped with two positions left open', config: OPEN_HOURS, play: (cockpit) => halt(cockpit, false) },
  flat: { title: 'stopped and flat, with its certificate', config: OPEN_HOURS, play: (cockpit) => halt(cockpit, true) },
  mismatch: {
    title: 'an account of another size than the rulebook, which is left alone',
    config: {
      ...OPEN_HOURS,
      rulebook: { preset: 'ftmo-2-step', initialBalance: 100_000 },
      paper: { ...OPEN_HOURS.paper, balance: 25_000 },
    },
  },
  mt5: {
    title: 'MetaTrader chosen, and no Expert Advisor there yet',
    config: OPEN_HOURS,
    args: ['--terminal', 'mt5', '--bridge', '127.0.0.1:0'],
  },
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as readonly SceneName[];

/** Does to a cockpit that has just started what its scene asks for. */
export const play = (cockpit: Cockpit, name: SceneName): Promise<void> => {
  const scene: Scene = SCENES[name];
  return scene.play?.(cockpit) ?? Promise.resolve();
};
