import { z } from 'zod';

/** What can be done about a fault. `probe` looks for what may have been done; `retry` does it again. */
export const recoveryAction = z.enum([
  'retry',
  'probe',
  'restart_component',
  'fallback',
  'circuit_break',
  'notification',
  'emergency_stop',
]);
export type RecoveryAction = z.infer<typeof recoveryAction>;

const step = z
  .strictObject({
    action: recoveryAction,
    attempts: z.int().min(1).max(5).default(1),
    /** Pause before the second attempt; doubled with each further one, up to `maxMs`. */
    baseMs: z.int().min(50).max(60_000).default(500),
    maxMs: z.int().min(50).max(300_000).default(8_000),
    /** Share of a pause that chance may take off it. */
    jitter: z.number().min(0).max(1).default(0.2),
  })
  .refine(({ baseMs, maxMs }) => baseMs <= maxMs, { path: ['baseMs'], message: 'must not be above maxMs' });
export type RecoveryStep = z.infer<typeof step>;
type Steps = z.input<typeof step>[];

const policy = (preset: Steps) =>
  z
    .array(step)
    .min(1)
    .max(8)
    .default(preset.map((one) => step.parse(one)));

/** The steps against a fault of each component, one after the other until its health is verified. */
export const recovery = z.strictObject({
  policies: z
    .strictObject({
      mt5_connection: policy([
        { action: 'retry', attempts: 5 },
        { action: 'restart_component', attempts: 2, baseMs: 5_000, maxMs: 30_000 },
        { action: 'notification' },
      ]),
      signal_processing: policy([{ action: 'retry', attempts: 3, baseMs: 250, maxMs: 4_000 }, { action: 'fallback' }]),
      trade_execution: policy([
        { action: 'probe', attempts: 5, baseMs: 500, maxMs: 5_000 },
        { action: 'probe', attempts: 5, baseMs: 5_000, maxMs: 15_000 },
        { action: 'emergency_stop' },
      ]).refine((steps) => steps.every(({ action }) => action !== 'retry'), {
        message: 'must not retry: an order whose outcome is unknown is looked for (probe), never sent again',
      }),
      agent_communication: policy([
        { action: 'circuit_break' },
        { action: 'fallback' },
        { action: 'restart_component', attempts: 2, baseMs: 5_000, maxMs: 30_000 },
      ]),
    })
    .prefault({}),
  /** Once the steps are through, health is looked at this often until it is back. */
  watchEveryMs: z.int().min(1_000).max(300_000).default(30_000),
  /** Actions of one component within a minute; beyond that they wait. */
  budgetPerMinute: z.int().min(1).max(1_000).default(60),
  /** Restarts of one component within ten minutes; beyond that a person is needed. */
  restartsPerTenMinutes: z.int().min(0).max(20).default(3),
  /** So many high faults within so long halt trading. */
  escalation: z
    .strictObject({ highFaults: z.int().min(1).max(20).default(3), withinMs: z.int().min(1_000).max(3_600_000).default(300_000) })
    .prefault({}),
});
export type RecoveryConfig = z.infer<typeof recovery>;
export type RecoveryComponent = keyof RecoveryConfig['policies'];
export const RECOVERY_COMPONENTS: readonly [RecoveryComponent, ...RecoveryComponent[]] = [
  'mt5_connection',
  'signal_processing',
  'trade_execution',
  'agent_communication',
];
