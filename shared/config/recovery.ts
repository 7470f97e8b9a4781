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
    action: recoveryAction.describe('`probe` looks for what may have been done, `retry` does it again'),
    attempts: z.int().min(1).max(5).default(1).describe('attempts before the next step'),
    baseMs: z.int().min(50).max(60_000).default(500).describe('pause before the second attempt, doubled with each further one'),
    maxMs: z.int().min(50).max(300_000).default(8_000).describe('longest pause'),
    jitter: z.number().min(0).max(1).default(0.2).describe('share of a pause that chance may take off it'),
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
export const recovery = z
  .strictObject({
    policies: z
      .strictObject({
        mt5_connection: policy([
          { action: 'retry', attempts: 5 },
          { action: 'restart_component', attempts: 2, baseMs: 5_000, maxMs: 30_000 },
          { action: 'notification' },
        ]).describe('the terminal and the link to it'),
        signal_processing: policy([{ action: 'retry', attempts: 3, baseMs: 250, maxMs: 4_000 }, { action: 'fallback' }]).describe(
          'everything else: model, calendar, cells',
        ),
        trade_execution: policy([
          { action: 'probe', attempts: 5, baseMs: 500, maxMs: 5_000 },
          { action: 'probe', attempts: 5, baseMs: 5_000, maxMs: 15_000 },
          { action: 'emergency_stop' },
        ])
          .refine((steps) => steps.every(({ action }) => action !== 'retry'), {
            message: 'must not retry: an order whose outcome is unknown is looked for (probe), never sent again',
          })
          .describe('an order whose outcome is unknown; never `retry`'),
        agent_communication: policy([
          { action: 'circuit_break' },
          { action: 'fallback' },
          { action: 'restart_component', attempts: 2, baseMs: 5_000, maxMs: 30_000 },
        ]).describe('answers that came too late, failed authentication, the notifier'),
      })
      .describe('Lists of steps, each tried until the health of the part is verified.')
      .prefault({}),
    withoutStopMs: z
      .int()
      .min(2_000)
      .max(300_000)
      .default(10_000)
      .describe('a position without its stop gets it, or is closed after so long'),
    watchEveryMs: z
      .int()
      .min(1_000)
      .max(300_000)
      .default(30_000)
      .describe('how often health is looked at once the steps are through'),
    budgetPerMinute: z
      .int()
      .min(1)
      .max(1_000)
      .default(60)
      .describe('actions of one component in a minute; beyond that they wait'),
    restartsPerTenMinutes: z
      .int()
      .min(0)
      .max(20)
      .default(3)
      .describe('restarts of one component in ten minutes; then a person is needed'),
    escalation: z
      .strictObject({
        highFaults: z.int().min(1).max(20).default(3).describe('so many high faults halt trading'),
        withinMs: z.int().min(1_000).max(3_600_000).default(300_000).describe('the time they are counted in'),
      })
      .describe('When many faults become one stop.')
      .prefault({}),
  })
  .describe('What is done about a fault.');
export type RecoveryConfig = z.infer<typeof recovery>;
export type RecoveryComponent = keyof RecoveryConfig['policies'];
export const RECOVERY_COMPONENTS: readonly [RecoveryComponent, ...RecoveryComponent[]] = [
  'mt5_connection',
  'signal_processing',
  'trade_execution',
  'agent_communication',
];
