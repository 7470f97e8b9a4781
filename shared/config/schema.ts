import { z } from 'zod';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { approvals } from './approvals.ts';
import { calendar } from './calendar.ts';
import { cells, model } from './cells.ts';
import { http } from './http.ts';
import { detector, intake } from './intake.ts';
import { limits } from './limits.ts';
import { mt5 } from './mt5.ts';
import { paper } from './paper.ts';
import { recovery } from './recovery.ts';
import { rulebookChoice } from './rulebook-choice.ts';
import { strategies } from './strategies.ts';
import { updates } from './updates.ts';

const PROFILES = `Profiles of the strategies. A further profile has a name of its own (lower-case letters, digits and _, at most 32) and
names its strategy as \`kind\`, such as \`"${DEFAULT_STRATEGY}_gold": { "kind": "${DEFAULT_STRATEGY}", "riskPercent": 0.2 }\`; every other key begins as in
that strategy's own profile. Signals name it as \`strategy_id\`.`;

/** The whole configuration. Unknown keys are errors; every key has a default. */
export const config = z.strictObject({
  approvals: approvals.prefault({}),
  intake: intake.prefault({}),
  strategies: strategies.describe(PROFILES).prefault({}),
  cells: cells.prefault({}),
  rulebook: rulebookChoice.prefault({}),
  paper: paper.prefault({}),
  mt5: mt5.prefault({}),
  detector: detector.prefault({}),
  limits: limits.prefault({}),
  recovery: recovery.prefault({}),
  model: model.prefault({}),
  calendar: calendar.prefault({}),
  http: http.prefault({}),
  updates: updates.prefault({}),
});
export type Config = z.infer<typeof config>;
