import { identifierOf, LANES, stage, type Facts, type Lane, type Position, type Stage } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import type { ReadonlyCockpit } from '#shared/projection';
import { pipelineCounts, quoteAt, tradingPart } from '../frame-parts.ts';
import type { PastState } from './past-states.ts';

const UNMEASURED = { p50: null, p95: null, p99: null, count: 0 } as const;
const LANE = { depth: 0, max: 0, oldestMs: 0, peak: 0, refused: 0 } as const;

/**
 * What of a live frame follows from the records: account, positions, orders, room, progress, sessions and the newest prices on
 * record. What was only ever measured (latencies, lanes, agents) is on no record and stands as not measured. Null: the terminal had
 * told nothing by then.
 */
export function pastFrame({ seq, at, cockpit, seen: { facts, quotes, specs } }: PastState): LiveFrame | null {
  if (facts === null) return null;
  return {
    at,
    beat: 0,
    uptimeMs: 0,
    fault: null,
    clock: cockpit.clock,
    terminal: {
      kind: cockpit.terminal,
      source: cockpit.market,
      link: facts.link,
      ageMs: facts.linkAgeMs,
      clockOffsetMs: null,
      obstacle: facts.obstacle?.text ?? null,
      bridge: null,
      names: [],
    },
    ...tradingPart(cockpit, { ...facts, positions: [...heldThen(cockpit, facts)] }, at),
    quotes: [...quotes.values()].flatMap((quote) => {
      const spec = specs.get(quote.symbol);
      return spec === undefined ? [] : [quoteAt(quote, spec, at)];
    }),
    lanes: Object.fromEntries(LANES.map((lane) => [lane, LANE])) as Record<Lane, typeof LANE>,
    routedTotal: 0,
    failedTotal: 0,
    routing: UNMEASURED,
    agents: [],
    stages: Object.fromEntries(stage.options.map((name) => [name, UNMEASURED])) as Record<Stage, typeof UNMEASURED>,
    journal: {
      ...{ lastSeq: seq, records: seq, bytes: 0, chainHead: '', lastCheckpointSeq: 0, lagMs: 0 },
      ...{ verifiedTo: null, verifiedAt: null, anchor: null },
    },
    pipelines: { ...pipelineCounts(cockpit), latency: UNMEASURED },
    loop: { p50: null, p99: null, max: null },
    startup: { phase: 'past', steps: [] },
  };
}

/**
 * What the ledger held: looks that decided nothing are on no record, so the last whole facts may be from before a fill or a close.
 * Price and profit are those of the facts, where they still speak of the same lots.
 */
function heldThen({ positions }: ReadonlyCockpit, { positions: told }: Facts): readonly Position[] {
  const newest = new Map(told.map((position) => [identifierOf(position), position]));
  return [...positions].map(([identifier, { position }]) => {
    const seen = newest.get(identifier);
    return seen === undefined || seen.volume !== position.volume
      ? position
      : { ...position, current: seen.current, profit: seen.profit };
  });
}
