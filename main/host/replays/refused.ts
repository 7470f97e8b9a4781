import type { Refusal } from '#shared/ipc';
import { err, type Result } from '#shared/lib';

export const refused = (code: Refusal['code'], detail: string): Result<never, Refusal> => err({ kind: 'refused', code, detail });
