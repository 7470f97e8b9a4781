import { z } from 'zod';
import {
  account,
  agentId,
  CLOCK_SOUND,
  clockStanding,
  epochMs,
  health,
  lane,
  link,
  pendingOrder,
  position,
  quote,
  stage,
  terminalKind,
} from '#shared/domain';
import { roomView, standing } from '#shared/events';

const ms = z.number().nonnegative();
const latency = z.object({ p50: ms.nullable(), p95: ms.nullable(), p99: ms.nullable(), count: z.int() });

/** Figures that are measured rather than recorded. They are never part of a decision's record, and each has its age. */
export const liveFrame = z.object({
  /** Engine's clock when this was made, UTC, and a counter that grows by one a frame: three missing seconds mean "not live". */
  at: epochMs,
  beat: z.int().nonnegative(),
  uptimeMs: ms,
  /** What is broken so badly that it cannot be journaled (the journal itself, above all); null when nothing is. */
  fault: z.string().nullable(),
  /** How the clocks stand. Absent where nothing is ever in doubt. */
  clock: clockStanding.default(CLOCK_SOUND),
  terminal: z.object({
    kind: terminalKind,
    source: z.string(),
    link,
    ageMs: ms.nullable(),
    /** The trade server's clock against UTC. */
    clockOffsetMs: z.number().nullable(),
    /** What the trader has to do before orders can be sent. */
    obstacle: z.string().nullable(),
    /** Where Expert Advisors connect to. */
    bridge: z.string().nullable(),
    /** Which account is traded, and which knocked and were turned away; absent where there is only one. */
    accounts: z
      .object({
        pinned: z
          .object({ login: z.string(), server: z.string().nullable(), how: z.enum(['configured', 'chosen', 'first']) })
          .nullable(),
        aside: z
          .array(
            z.object({ login: z.string(), server: z.string(), at: epochMs, why: z.string(), obstacle: z.string().nullable() }),
          )
          .max(8),
      })
      .optional(),
    /** What our symbols are called at the broker; empty where they have their usual names. */
    names: z
      .array(
        z.object({
          symbol: z.string(),
          broker: z.string().nullable(),
          how: z.enum(['exact', 'configured', 'confirmed', 'guessed', 'none']),
          candidates: z.array(z.string()).max(20),
          /** What the broker says it is; null: not described yet. `opensAt` null: open now, or not told. */
          traits: z
            .object({
              assetClass: z.string(),
              digits: z.int(),
              /** As a price distance. */
              pip: z.number(),
              tradeMode: z.string(),
              opensAt: z.int().nullable(),
            })
            .nullable()
            .optional(),
        }),
      )
      .max(30),
  }),
  account: account.nullable(),
  positions: z.array(position),
  orders: z.array(pendingOrder),
  /** What the plans of managed positions do next, in words; null: nothing more. */
  plans: z.array(z.object({ ticket: z.string(), next: z.string().nullable() })).optional(),
  quotes: z.array(quote.extend({ ageMs: ms, spreadPoints: z.number(), digits: z.int() })),
  room: roomView.nullable(),
  /** How far the firm's phase is; percentages of the initial capital, `bestDayPct` of the profit that the rulebook measures it by. */
  progress: z
    .object({
      profitPct: z.number(),
      targetPct: z.number().nullable(),
      days: z.int(),
      daysNeeded: z.int().nullable(),
      bestDayPct: z.number().nullable(),
      bestDayLimitPct: z.number().nullable(),
      /** Rules of the firm that only inform. */
      rules: z.array(standing).optional(),
    })
    .nullable(),
  sessions: z.array(z.string()),
  /** The session that opens next, and when. */
  nextSession: z.object({ session: z.string(), at: epochMs }),
  lanes: z.record(lane, z.object({ depth: z.int(), max: z.int(), oldestMs: ms, peak: z.int(), refused: z.int() })),
  /** What waits at the way in by source, and what of it was turned away there. Absent: nothing came in. */
  intake: z
    .array(z.object({ source: z.string(), waiting: z.int(), turnedAway: z.int() }))
    .max(500)
    .optional(),
  routedTotal: z.int(),
  failedTotal: z.int(),
  routing: latency,
  agents: z.array(
    z.object({
      id: agentId,
      role: z.string(),
      health,
      lastSeenMs: ms.nullable(),
      errorRate: z.number().nullable(),
      latency,
      /** Shares of the time it was not down, 0..1, over the last minute, quarter of an hour and hour. */
      up: z.object({ minute: z.number().nullable(), quarter: z.number().nullable(), hour: z.number().nullable() }),
    }),
  ),
  stages: z.record(stage, latency),
  pipelines: z.object({ active: z.int(), completed: z.int(), rejected: z.int(), failed: z.int(), latency }),
  journal: z.object({
    lastSeq: z.int(),
    records: z.int(),
    bytes: z.int(),
    chainHead: z.string(),
    lastCheckpointSeq: z.int(),
    lagMs: ms,
    /** Every record up to `verifiedTo` was read back and follows from the one before it, as of `verifiedAt`; null: not yet, or no disk. */
    verifiedTo: z.int().nullable(),
    verifiedAt: epochMs.nullable(),
    /** How far the journal came by what is kept outside of it. `problem`: why that could not be written. */
    anchor: z.object({ seq: z.int(), at: epochMs, problem: z.string().nullable() }).nullable(),
  }),
  loop: z.object({ p50: ms.nullable(), p99: ms.nullable(), max: ms.nullable() }),
  startup: z.object({
    phase: z.string(),
    steps: z.array(z.object({ name: z.string(), state: z.enum(['waiting', 'running', 'done', 'failed']), ms: ms.nullable() })),
  }),
});
export type LiveFrame = z.infer<typeof liveFrame>;

/** One point of the equity line. Account currency. */
export const equityPoint = z.object({ at: epochMs, equity: z.number(), balance: z.number() });
export type EquityPoint = z.infer<typeof equityPoint>;
