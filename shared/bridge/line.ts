import { z } from 'zod';
import { seq } from './wire.ts';

/** Account currency. */
export const money = z.number();
/** A price; 0 where there is none. */
export const price = z.number().nonnegative();
export const lots = z.number().nonnegative();

/** A line of one type: its name, its number, and what it says. */
export const line = <T extends string, S extends z.ZodRawShape>(t: T, shape: S) => z.object({ t: z.literal(t), seq, ...shape });
