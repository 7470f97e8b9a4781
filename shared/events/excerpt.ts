import { z } from 'zod';

/** As much of a body as is kept: enough to see what was sent. */
export const EXCERPT_MAX = 300;

/** The beginning of a body that was turned away, as text, with secrets masked. */
export const excerpt = z.string().max(EXCERPT_MAX);

/** What was not understood speaks of ending a trade: of which symbol, where that can be told. */
export const ends = z.object({ symbol: z.string().max(32).nullable() });
