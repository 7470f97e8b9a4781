import { z } from 'zod';
import { RUN_MODES } from './terminal-table.ts';

export type RunMode = keyof typeof RUN_MODES;
export const runMode = z.enum(Object.keys(RUN_MODES) as [RunMode, ...RunMode[]]);
