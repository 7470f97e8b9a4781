import { describe, expect, it, vi } from 'vitest';
import { configOf } from '#main/simulation/config.ts';
import { diceOf } from '#main/simulation/dice.ts';
import { ALL_FAULTS, simulate } from '#main/simulation/index.ts';
import { Sender } from '#main/simulation/senders.ts';
import { World } from '#main/simulation/world.ts';
import { parseConfig, type Config } from '#shared/config';
import type { CockpitState } from '#shared/projection';
import { magicOf, STRATEGIES } from '#shared/strategies';
import { CockpitInMemory } from '#test/main/runtime/cockpit-in-memory.ts';
import { firstDisagreement, foldedFrom, fromDisk, stateText } from '#test/main/runtime/replayed.ts';
import { FADE } from './third.ts';

vi.mock(import('../../../shared/strategies/table.ts'), async (original) => {
  const { withThird } = await import('./third.ts');
  return withThird(await original());
});

const GOLD = 'm5_bos_gold';
const ANY = { sessions: ['any'] };
const AUTO = {
  approvals: { mode: 'auto' },
  cells: { u2: { minProbability: 0.5, minConfidence: 0.5 }, u3: { maxOpenPositions: 9, onePositionPerSymbol: false } },
  limits: { repeatedEntries: 50 },
  strategies: { m5_bos: ANY, m1_retest: ANY, [GOLD]: { ...ANY, kind: 'm5_bos', riskPercent: 0.2, maxConcurrent: 1 } },
};
const open = (): Promise<CockpitInMemory> => CockpitInMemory.open({ config: AUTO });
const asFade = { pattern_type: 'M5_FADE', timeframe: undefined };
const asGold = { strategy_id: GOLD, pattern_type: undefined, timeframe: undefined };
const rowsOf = (story: CockpitInMemory) => {
  const status = story.desk.status() as { readonly productOwner: { readonly strategies: readonly Record<string, unknown>[] } };
  return status.productOwner.strategies;
};
/** The state as the runtime's own: what a record of another run would have made of it. */
const stateOf = (story: CockpitInMemory): CockpitState => story.runtime.cockpit as CockpitState;
const magicOfSent = (story: CockpitInMemory): readonly number[] => story.entriesSent.map(({ magic }) => magic);

describe('a third strategy and a second profile of the first', () => {
  it('are rows of the status, with the strategy they trade and a magic number of their own', async () => {
    const story = await open();
    expect(rowsOf(story).map(({ id, kind, magic, riskPercent }) => [id, kind, magic, riskPercent])).toEqual([
      ['m5_bos', 'm5_bos', 770_000_001, 0.55],
      ['m1_retest', 'm1_retest', 770_000_002, 0.5],
      ['by_hand', 'by_hand', 770_000_060, 0.5],
      [FADE, FADE, 770_000_003, 0.3],
      [GOLD, 'm5_bos', 778_643_483, 0.2],
    ]);
  });

  it('have their own risk, magic number and room beside the others', async () => {
    const story = await open();
    await story.opened('f1', asFade);
    await story.opened('g1', asGold);
    await story.opened('b1');
    await story.submit('f2', { ...asFade, symbol: 'GBPUSD' });
    await story.submit('g2', { ...asGold, symbol: 'GBPUSD' });
    await story.opened('b2', { symbol: 'GBPUSD' });
    expect(magicOfSent(story)).toEqual([FADE, GOLD, 'm5_bos', 'm5_bos'].map(magicOf));
    expect([story.standing('f2'), story.standing('g2')]).toEqual([
      ['rejected', 'strategy_concurrent'],
      ['rejected', 'strategy_concurrent'],
    ]);
    const lots = (id: string) => story.entriesSent.find(({ magic }) => magic === magicOf(id))?.volume ?? 0;
    expect(lots(GOLD) / lots('m5_bos')).toBeCloseTo(0.2 / 0.55, 1);
    expect([...story.cockpit.positions.values()].map(({ strategyId, foreign }) => [strategyId, foreign])).toEqual([
      [FADE, false],
      [GOLD, false],
      ['m5_bos', false],
      ['m5_bos', false],
    ]);
  });

  it('have their own results, and those of all', async () => {
    const story = await open();
    await story.opened('f1', asFade);
    await story.opened('g1', asGold);
    await story.price('EURUSD', 1.165);
    await story.advance(1_000);
    const trades = (id: string): number | undefined => story.cockpit.performance.get(id)?.trades;
    expect([trades(FADE), trades(GOLD), trades('m5_bos'), trades('all')]).toEqual([1, 1, undefined, 2]);
    expect(rowsOf(story).map(({ trades: count }) => count)).toEqual([0, 0, 0, 1, 1]);
  });

  it('are stopped one by one: the others trade on, and only theirs is closed', async () => {
    const story = await open();
    const [fade, gold, first] = [await story.opened('f1', asFade), await story.opened('g1', asGold), await story.opened('b1')];
    for (const strategyId of [FADE, GOLD]) {
      const stopped = await story.act('trading.halt', {
        reason: 'a test',
        flatten: true,
        scope: { kind: 'strategy', strategyId },
      });
      expect(stopped.ok).toBe(true);
    }
    await story.advance(3_000);
    expect([fade, gold, first].map((ticket) => story.cockpit.positions.has(ticket))).toEqual([false, false, true]);
    for (const [id, changes] of [
      ['f2', asFade],
      ['g2', asGold],
      ['b2', {}],
    ] as const)
      await story.submit(id, { ...changes, symbol: 'GBPUSD' });
    await story.advance(100);
    expect(['f2', 'g2', 'b2'].map((id) => story.standing(id)[0])).toEqual(['rejected', 'rejected', 'open']);
    const scope = { kind: 'strategy', strategyId: GOLD } as const;
    expect((await story.act('stop.lift', { scope, typed: 'LIFT', reason: 'a test' })).ok).toBe(true);
    expect([...story.cockpit.stops.keys()]).toEqual([`strategy:${FADE}`]);
  });

  it('are re-armed by their id, and a strategy that does not exist is neither stopped nor asked about', async () => {
    const story = await open();
    for (const id of [FADE, GOLD]) {
      stateOf(story).strategies.set(id, { riskFactor: 0.5, riskOn: false, proposal: null, text: 'off' });
      expect((await story.act('block.rearm', { block: `strategy:${id}`, reason: 'a test' })).ok).toBe(true);
      expect(story.cockpit.strategies.get(id)).toMatchObject({ riskOn: true, riskFactor: 0.5 });
    }
    const scope = { kind: 'strategy', strategyId: 'm5_bos_glod' } as const;
    const halted = await story.act('trading.halt', { reason: 'a test', flatten: false, scope });
    const preview = {
      symbol: 'EURUSD',
      side: 'BUY',
      stopLoss: 1.15,
      takeProfit: null,
      riskPercent: null,
      volumeMax: null,
    } as const;
    const asked = await story.act('risk.preview', { ...preview, strategy: 'm5_bos_glod' });
    expect([halted, asked].map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'unknown_strategy',
      'unknown_strategy',
    ]);
    expect(story.cockpit.stops.size).toBe(0);
  });

  it('are asked about: what if is sized by their own risk', async () => {
    const story = await open();
    const ask = {
      symbol: 'EURUSD',
      side: 'BUY',
      stopLoss: 1.155,
      takeProfit: 1.162,
      riskPercent: null,
      volumeMax: null,
    } as const;
    const lots = async (strategy: string): Promise<number> => {
      const answer = await story.act('risk.preview', { ...ask, strategy });
      return answer.ok ? (answer.value.preview.lots ?? 0) : 0;
    };
    const [bos, gold, fade] = [await lots('m5_bos'), await lots(GOLD), await lots(FADE)];
    expect([gold / bos, fade / bos].map((share) => Number(share.toFixed(1)))).toEqual([0.4, 0.5]);
  });
});

describe('a signal names them', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['by the pattern', asFade, FADE],
    ['by another spelling of it', { pattern_type: 'Fade' }, FADE],
    ['by the profile', asGold, GOLD],
    ['by both', { strategy_id: GOLD, pattern_type: 'M5_BOS' }, GOLD],
    ['by the pattern alone: the profile named like it', { pattern_type: 'M5_BOS' }, 'm5_bos'],
    ['by the timeframe alone', { pattern_type: undefined, timeframe: 'M5' }, 'm5_bos'],
  ])('%s', async (_, changes, expected) => {
    const story = await open();
    await story.submit('s1', changes);
    expect(story.signal('s1').strategyId).toBe(expected);
  });

  it('in a flat body and in a line', async () => {
    const story = await open();
    const bid = story.broker.quote('EURUSD')?.bid ?? 0;
    const flat = { ticker: 'EURUSD', action: 'buy', sl: bid - 0.002, tp: bid + 0.006, signal_id: 'body-1', strategy_id: GOLD };
    await story.submitRaw(JSON.stringify(flat));
    await story.submitRaw(JSON.stringify({ ...flat, signal_id: 'body-2', strategy_id: undefined, pattern_type: 'fade' }));
    await story.submitRaw(`60123456,buy,EURUSD,sl_pips=20,tp_pips=60,signal_id=line-1,strategy_id=${FADE}`);
    expect(['body-1', 'body-2', 'line-1'].map((id) => story.signal(id).strategyId)).toEqual([GOLD, FADE, FADE]);
  });

  it('an entry for another one is refused, and one whose pattern is not the profile’s', async () => {
    const story = await open();
    const issues = async (id: string, changes: Record<string, unknown>): Promise<unknown> => {
      const answer = await story.submit(id, changes);
      return 'issues' in answer ? answer.issues : answer.kind;
    };
    const names = `m5_bos, m1_retest, ${FADE}, ${GOLD}`;
    expect(await issues('x1', { strategy_id: 'm5_bos_glod' })).toEqual([
      { path: 'strategy_id', message: `must be a configured strategy: ${names}, not "m5_bos_glod"` },
    ]);
    expect(await issues('x2', { strategy_id: GOLD, pattern_type: 'M5_FADE' })).toEqual([
      { path: 'strategy_id', message: `must agree with the pattern M5_FADE: ${GOLD} trades M5_BOS` },
    ]);
    expect(await issues('x3', { pattern_type: 'M5_NONE' })).toEqual([
      { path: 'pattern_type', message: 'must be M5_BOS or M1_BREAK_RETEST or M5_FADE, not "M5_NONE"' },
    ]);
  });

  it('an exit closes what it names, all of ours where it names nothing, and all where the name means nothing', async () => {
    for (const [strategy_id, left] of [
      [GOLD, ['m5_bos']],
      [undefined, []],
      ['glod', []],
    ] as const) {
      const story = await open();
      await story.opened('g1', asGold);
      await story.opened('b1');
      const exit = { kind: 'exit', price_levels: {}, strategy_id };
      expect((await story.submit('e1', exit)).kind).toBe('accepted');
      await story.advance(2_000);
      expect([...story.cockpit.positions.values()].map(({ strategyId }) => strategyId)).toEqual(left);
    }
  });
});

describe('what is on record', () => {
  it('decides the same again after the disk, and folds to the same state', async () => {
    const story = await open();
    await story.opened('f1', asFade);
    await story.opened('g1', asGold);
    await story.price('EURUSD', 1.165);
    await story.advance(1_000);
    const records = fromDisk(story.records);
    expect(firstDisagreement(records)).toBeNull();
    expect(stateText(foldedFrom(records).cockpit)).toBe(stateText(story.cockpit));
  });

  it('stays ours after a restart without the profile: listed, closable, and nothing new is opened for it', async () => {
    const story = await open();
    const ticket = await story.opened('g1', asGold);
    const without = parseConfig({ ...AUTO, strategies: { m5_bos: ANY, m1_retest: ANY } });
    if (without.ok) stateOf(story).config = without.value;
    expect(story.cockpit.positions.get(ticket)).toMatchObject({ foreign: false, strategyId: GOLD });
    expect(rowsOf(story).at(-1)).toMatchObject({ id: GOLD, kind: null, enabled: false, riskPercent: 0 });
    expect(await story.submit('g2', { ...asGold, symbol: 'GBPUSD' })).toMatchObject({ kind: 'invalid' });
    const scope = { kind: 'strategy', strategyId: GOLD } as const;
    expect((await story.act('trading.halt', { reason: 'a test', flatten: true, scope })).ok).toBe(true);
    await story.advance(3_000);
    expect(story.cockpit.positions.size).toBe(0);
  });

  it('without structure of its own a signal is not held to what our candles show', async () => {
    const story = await CockpitInMemory.open({
      config: { ...AUTO, cells: { ...AUTO.cells, u1: { unseenStructure: 'refuse' } } },
    });
    await story.submit('f1', asFade);
    await story.submit('b1', { symbol: 'GBPUSD' });
    await story.advance(100);
    expect([story.standing('f1')[0], story.standing('b1')]).toEqual(['open', ['rejected', 'structure_seen']]);
    const rules = story.signal('f1').decisions.flatMap(({ criteria }) => criteria);
    const textOf = (code: string): string | undefined => rules.find((rule) => rule.code === code)?.text;
    expect([textOf('structure_seen'), textOf('volatility'), textOf('trend')]).toEqual([
      'M5_FADE trades without a structure of its own: there is nothing to look for. Reported, not a gate.',
      'Too few candles to rank volatility, so it does not refuse; M5_FADE is refused when low or high.',
      'Too few candles for an M5 trend; a fade may begin one, so it does not refuse.',
    ]);
  });
});

describe('the configuration and the simulation', () => {
  it('have a profile of the third with its defaults', () => {
    const parsed = parseConfig({});
    const strategies: Config['strategies'] | null = parsed.ok ? parsed.value.strategies : null;
    expect(strategies?.[FADE]).toMatchObject({ maxRiskPercent: 0.4, targetRr: 1.5, sessions: ['any'] });
    expect(STRATEGIES.map(({ id }) => id)).toEqual(['m5_bos', 'm1_retest', 'by_hand', FADE]);
  });

  it('stories trade them, and break nothing', async () => {
    const told = await simulate({ seed: 21, steps: 60, faults: new Set(ALL_FAULTS) });
    expect(told.broken).toBeNull();
    const world = new World(21, configOf(21, 'auto'));
    await world.restart();
    const sender = new Sender(world);
    for (let at = 0; at < 40; at += 1) await sender.good(diceOf(21, at));
    const traded = new Set([...world.cockpit.signals.values()].map(({ strategyId }) => strategyId));
    expect([...traded].sort()).toEqual(['m1_retest', 'm5_bos', FADE, 'second_profile']);
  });
});
