import { z } from 'zod';
import { approvals } from './approvals.ts';
import { calendar } from './calendar.ts';
import { cells, model } from './cells.ts';
import { detector, intake } from './intake.ts';
import { limits } from './limits.ts';
import { mt5 } from './mt5.ts';
import { paper } from './paper.ts';
import { recovery } from './recovery.ts';
import { rulebookChoice } from './rulebook-choice.ts';
import { strategies } from './strategies.ts';

/** The whole configuration. Unknown keys are errors; every key has a default. */
export const config = z.strictObject({
  approvals: approvals.prefault({}),
  intake: intake.prefault({}),
  strategies: strategies.describe('Profiles of the strategies.').prefault({}),
  cells: cells.prefault({}),
  rulebook: rulebookChoice.prefault({}),
  paper: paper.prefault({}),
  mt5: mt5.prefault({}),
  detector: detector.prefault({}),
  limits: limits.prefault({}),
  recovery: recovery.prefault({}),
  model: model.prefault({}),
  calendar: calendar.prefault({}),
});
export type Config = z.infer<typeof config>;
