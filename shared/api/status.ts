import { z } from 'zod';
import {
  approvalMode,
  clockStanding,
  epochMs,
  health,
  pendingOrder,
  runMode,
  stage,
  stopScope,
  strategyId,
  terminalKind,
  tradingState,
} from '#shared/domain';
import { approvalCard, driftItem, standing, widened } from '#shared/events';
import { liveFrame } from '#shared/ipc';
import { money, ms, percentiles } from './parts.ts';
import { positionAnswer } from './signals.ts';

const live = liveFrame.shape;
const shares = z.number().nullable();

const terminal = z.object({
  kind: terminalKind,
  source: z.string().describe('What the prices are'),
  alwaysOpen: z.boolean(),
  marketNote: z.string().nullable(),
  link: live.terminal.shape.link,
  ageMs: ms.nullable(),
  ...{ login: z.string().nullable(), server: z.string().nullable(), company: z.string().nullable() },
  ...{ currency: z.string().nullable(), leverage: z.number().nullable(), marginMode: z.string().nullable() },
  algoTrading: z.boolean().nullable(),
  clockOffsetMs: z.number().nullable(),
  obstacle: z.string().nullable().describe('What has to be done before orders can be sent'),
  bridge: z.string().nullable(),
  accounts: live.terminal.shape.accounts.unwrap().nullable(),
  ...{ balance: money.nullable(), equity: money.nullable(), margin: money.nullable(), freeMargin: money.nullable() },
  marginLevel: z.number().nullable(),
  known: z.boolean().describe('False: the terminal has not said what it holds; positions are those of the journal then'),
  positions: z.array(positionAnswer),
  orders: z.array(pendingOrder),
  drift: z.object({ items: z.array(driftItem), since: epochMs, digest: z.string() }).nullable(),
});

const agent = z.object({
  id: z.string(),
  role: z.string(),
  health,
  lastSeenMs: ms.nullable(),
  errorRate: z.number().nullable(),
  latencyMs: percentiles,
  availability: z.object({ minute: shares, quarter: shares, hour: shares }),
  breakers: z.record(
    z.string(),
    z.object({ state: z.string(), failures: z.int(), successes: z.int(), reopensAt: epochMs.optional() }),
  ),
});

const strategy = z.object({
  id: strategyId,
  kind: z.string().nullable(),
  magic: z.int(),
  enabled: z.boolean(),
  version: z.int(),
  winRate: z.number().nullable(),
  trades: z.int(),
  riskPercent: z.number(),
  riskOn: z.boolean(),
  proposal: z.number().nullable(),
});

const performance = z.object({
  ...{ trades: z.int(), wins: z.int(), losses: z.int(), winRate: z.number().nullable(), pnl: money },
  ...{ avgRr: z.number().nullable(), profitFactor: z.number().nullable(), maxDrawdown: money, accountCosts: money },
  expectancy: z.number().nullable(),
});

const risk = z.object({
  ...{ rulebook: z.string(), title: z.string(), source: z.string(), verifiedOn: z.string(), doubts: z.string().nullable() },
  day: z.object({
    anchor: money.nullable(),
    isGuess: z.boolean(),
    transfers: money,
    limit: z.union([money, z.literal('no daily limit')]).nullable(),
    floor: money.nullable(),
    room: money.nullable(),
    resetsAt: epochMs.nullable(),
  }),
  total: z.object({ floor: money.nullable(), room: money.nullable(), mode: z.string() }),
  ...{ openRisk: money.nullable(), reserved: money.nullable(), softStopPct: z.number(), hardStopPct: z.number() },
  rules: z.array(standing),
  limitsKept: z.array(widened).describe('Limits of the configuration that wait until nothing is open'),
  blocks: z.array(z.object({ block: z.string(), code: z.string(), text: z.string(), since: epochMs })),
});

const stageFigures = z.object({
  ...{ asked: z.int(), passed: z.int(), refused: z.int(), failed: z.int() },
  latencyMs: percentiles,
});

const pipelines = z.object({
  ...{ active: z.int(), completed: z.int(), rejected: z.int(), failed: z.int() },
  latencyMs: percentiles,
  stages: z.partialRecord(stage, stageFigures),
  running: z.array(z.object({ signalId: z.string(), traceId: z.string(), state: z.string(), stage: z.string(), ageMs: ms })),
});

const recovery = z.object({
  active: z.array(z.looseObject({ id: z.string(), component: z.string(), severity: z.string(), detail: z.string() })),
  last: z.array(z.looseObject({ id: z.string(), component: z.string(), verifiedBy: z.string(), ms })),
  escalation: z.object({ at: epochMs, text: z.string() }).nullable(),
});

const channel = z.object({
  ...{ id: z.string(), kind: z.string(), waiting: z.int(), sent: z.int(), dropped: z.int() },
  lastSentAt: epochMs.nullable(),
  problem: z.string().nullable(),
});

/** `GET /system/status`. What is not known is null. */
export const statusAnswer = z.object({
  ...{ run: z.string(), version: z.string(), mode: runMode, trading: tradingState },
  haltReason: z.object({ code: z.string(), text: z.string() }).optional().describe('Only while trading is not active'),
  certificateId: z.string().optional(),
  uptimeMs: ms,
  now: epochMs.describe('True time by evidence, UTC ms'),
  clock: clockStanding.extend({ since: epochMs.optional(), digest: z.string().optional() }),
  fault: z.string().nullable(),
  startup: live.startup,
  journal: live.journal,
  terminal,
  controller: z.object({
    lanes: live.lanes,
    routedTotal: z.int(),
    failedTotal: z.int(),
    latencyMs: percentiles,
    fullLanes: z.record(z.string(), z.object({ since: epochMs, max: z.int() })),
    agents: z.array(agent),
  }),
  pipelines,
  recovery,
  stops: z.array(
    z.object({ scope: stopScope, reason: z.string(), actor: z.string(), since: epochMs, certificateId: z.string() }),
  ),
  productOwner: z.object({ strategies: z.array(strategy), performance }),
  risk,
  sources: z.array(
    z.looseObject({
      ...{ id: z.string(), kind: z.string(), enabled: z.boolean(), approval: approvalMode },
      gap: z.string().nullable().describe('Why it is silent for longer than its rhythm allows'),
    }),
  ),
  approvals: z.object({ mode: approvalMode, pending: z.array(approvalCard) }),
  alarms: z.object({ critical: z.int(), high: z.int(), advisory: z.int(), unacknowledged: z.int() }),
  metrics: z.record(z.string(), z.number().nullable()),
  notifications: z
    .object({
      channels: z.array(channel),
      deadMan: z.object({ lastPingAt: epochMs.nullable(), problem: z.string().nullable() }).nullable(),
    })
    .nullable(),
});
