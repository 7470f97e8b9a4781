import fc from 'fast-check';
import type { Fault } from '#main/paper-broker/index.ts';
import { AGENT_EFFECTS, type AgentId } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY'] as const;
const AGENTS: readonly AgentId[] = ['terminal', 'owner', 'u3', 'u4'];
const FAULTS: readonly (Fault | null)[] = [
  null,
  { kind: 'answer_lost' },
  { kind: 'answer_lost' },
  { kind: 'requote' },
  { kind: 'partial_fill', share: 0.4 },
  { kind: 'refuse', retcode: 10018, text: 'Market closed' },
];

const symbol = fc.constantFrom(...SYMBOLS);
const direction = fc.constantFrom('BUY', 'SELL');
/** Which of the things there are at that moment; taken round. */
const which = fc.nat(20);

/** Anything a trader, a sender, a broker or a power cut may do. */
export const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('signal' as const),
      symbol,
      direction,
      pattern: fc.constantFrom('M5_BOS', 'M1_BREAK_RETEST'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('bad-signal' as const),
      symbol,
      what: fc.constantFrom('tight stop', 'old', 'no such symbol', 'wrong side', 'not json', 'poor reward', 'same again'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('take-away' as const), symbol, direction, kind: fc.constantFrom('exit', 'cancel') }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('approve' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('override' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mode' as const), mode: fc.constantFrom('confirm', 'veto', 'auto') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('price' as const), symbol, pips: fc.integer({ min: -60, max: 60 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 40, 700, 5_000, 31_000) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('halt' as const), flatten: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('resume' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('by-hand' as const), symbol, safe: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('algo-trading' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cable' as const), cut: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sight' as const), blind: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('breaker' as const), agent: fc.constantFrom(...AGENTS), isolate: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tidy-up' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('restart' as const),
      how: fc.constantFrom('sealed', 'crash', 'crash with orders on the wire'),
    }),
  },
);
type Of<A> = A extends fc.Arbitrary<infer T> ? T : never;
export type Step = Of<typeof step>;

export const story = fc.record({
  mode: fc.constantFrom('confirm', 'veto', 'auto', 'auto'),
  steps: fc.array(step, { minLength: 5, maxLength: 45 }),
  frames: fc.array(fc.nat(6), { minLength: 1, maxLength: 20 }),
  connectAfter: fc.nat(30),
});
export type Story = Of<typeof story>;

const WIDE = { sessions: ['any'], maxConcurrent: 8, riskPercent: 0.2, maxDailyRiskPercent: 50 };
export const openStory = (mode: string): Promise<CockpitInMemory> =>
  CockpitInMemory.open({
    symbols: SYMBOLS,
    config: {
      approvals: { mode },
      strategies: { m5_bos: WIDE, m1_retest: { ...WIDE, maxRiskPercent: 0.5 } },
      cells: { u3: { maxOpenPositions: 8, onePositionPerSymbol: false, opposite: 'allow' } },
    },
  });

const PIPS = { EURUSD: 0.0001, GBPUSD: 0.0001, USDJPY: 0.01 } as const;
const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
const WHY = 'a story says so';

/** Does one step; `n` makes ids. */
export async function take(cockpit: CockpitInMemory, move: Step, n: number): Promise<void> {
  switch (move.do) {
    case 'signal':
      await cockpit.submit(`s${n}`, {
        symbol: move.symbol,
        direction: move.direction,
        pattern_type: move.pattern,
        timeframe: move.pattern === 'M5_BOS' ? 'M5' : 'M1',
      });
      return;
    case 'bad-signal':
      await sendBad(cockpit, move, n);
      return;
    case 'take-away':
      await cockpit.submit(`x${n}`, { symbol: move.symbol, direction: move.direction, kind: move.kind });
      return;
    case 'approve':
    case 'reject': {
      const card = pick([...cockpit.cockpit.pending.values()], move.which);
      if (card === undefined) return;
      const asked = { signalId: card.signalId, digest: move.which === 0 ? 'f'.repeat(64) : card.digest };
      await (move.do === 'approve'
        ? cockpit.act('signal.approve', asked)
        : cockpit.act('signal.reject', { ...asked, reason: null }));
      return;
    }
    case 'override': {
      const life = pick(
        [...cockpit.cockpit.signals.values()].filter(({ state }) => state === 'rejected'),
        move.which,
      );
      if (life !== undefined)
        await cockpit.act('signal.override', { signalId: life.signalId, digest: cockpit.digest(life.signalId), reason: WHY });
      return;
    }
    case 'mode':
      await cockpit.act('approvals.set-mode', { mode: move.mode, reason: null });
      return;
    case 'price':
      await cockpit.price(move.symbol, cockpit.market.bid(move.symbol) + move.pips * PIPS[move.symbol]);
      return;
    case 'wait':
      await cockpit.advance(move.ms);
      return;
    case 'fault':
      cockpit.faults.push(move.fault);
      return;
    case 'close': {
      const ticket = pick([...cockpit.cockpit.positions.keys()], move.which);
      if (ticket !== undefined) await cockpit.act('position.close', { ticket });
      return;
    }
    case 'halt':
      await cockpit.act('trading.halt', { reason: WHY, flatten: move.flatten });
      return;
    case 'resume':
      await cockpit.act('trading.resume', { typed: 'RESUME', reason: WHY });
      return;
    case 'by-hand':
      cockpit.broker.tradeByHand({
        symbol: move.symbol,
        side: 'BUY',
        volume: 0.1,
        stopLoss: move.safe ? Math.floor(cockpit.market.bid(move.symbol) * 99) / 100 : null,
        takeProfit: null,
        price: null,
      });
      return;
    case 'algo-trading':
      cockpit.broker.setAlgoTrading(move.on);
      return;
    case 'cable':
      cockpit.life.cut = move.cut;
      return;
    case 'sight':
      cockpit.life.blind = move.blind;
      await cockpit.advance(6_000);
      return;
    case 'breaker': {
      const [effect] = AGENT_EFFECTS[move.agent];
      if (effect !== undefined)
        await cockpit.act(move.isolate ? 'breaker.isolate' : 'breaker.reset', { agent: move.agent, effect, reason: WHY });
      return;
    }
    case 'tidy-up': {
      await cockpit.act('drift.adopt', { digest: cockpit.cockpit.drift?.digest ?? 'f'.repeat(64), reason: WHY });
      const block = pick([...cockpit.cockpit.blocks.keys()], move.which);
      if (block !== undefined) await cockpit.act('block.rearm', { block, reason: WHY });
      const alarmId = pick([...cockpit.cockpit.alarms.keys()], move.which);
      if (alarmId !== undefined) await cockpit.act('alarm.acknowledge', { alarmId });
      return;
    }
    case 'restart':
      if (move.how !== 'sealed') {
        if (move.how === 'crash with orders on the wire') {
          cockpit.swallowSends = true;
          await cockpit.submit(`s${n}`, { symbol: 'EURUSD' });
        }
        cockpit.crash();
      }
      cockpit.swallowSends = false;
      await cockpit.restart();
  }
}

async function sendBad(
  cockpit: CockpitInMemory,
  { what, symbol: name }: Extract<Step, { do: 'bad-signal' }>,
  n: number,
): Promise<void> {
  const id = `b${n}`;
  switch (what) {
    case 'tight stop':
      await cockpit.submit(id, { symbol: name, stopPips: 0.5 });
      return;
    case 'old':
      await cockpit.submit(id, { symbol: name, timestamp: new Date(cockpit.clock.nowMs() - 301_000).toISOString() });
      return;
    case 'no such symbol':
      await cockpit.submit(id, { symbol: 'EURXYZ' });
      return;
    case 'wrong side':
      await cockpit.submit(id, { symbol: name, stopPips: -20 });
      return;
    case 'poor reward':
      await cockpit.submit(id, { symbol: name, targetPips: 10 });
      return;
    case 'same again':
      await cockpit.submit(`s${Math.max(0, n - 2)}`, { symbol: name });
      return;
    case 'not json':
      await cockpit.submitRaw('{"signal_id":');
  }
}
