import { z } from 'zod';

/** A key of the configuration that asks for more than is in force, as text: what is kept, and what the file asks. */
export const widened = z.object({ path: z.string().max(200), kept: z.string().max(100), asked: z.string().max(100) });
export type Widened = z.infer<typeof widened>;
