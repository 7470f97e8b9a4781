import { z } from 'zod';
import { priceFileName, replayJobAsk, uploadAsk } from './replay-ask.ts';
import {
  replayComparison,
  replayOverview,
  replayRefusedRow,
  replayTradeDetail,
  replayTradeRow,
  replayView,
  sweepResult,
} from './replay-view.ts';

const runId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const page = z.int().min(0).max(100_000);

/** History through the engine, beside the one that trades: files, runs and reports of this PC. Nothing of it is put on record. */
export const replayContract = {
  'replay.view': { request: z.strictObject({}), reply: replayView },
  'replay.upload': { request: uploadAsk, reply: z.object({ received: z.int() }) },
  'replay.remove': {
    request: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('file'), name: priceFileName }),
      z.strictObject({ what: z.literal('run'), id: runId }),
    ]),
    reply: replayView,
  },
  /** One at a time; another is refused while it runs. */
  'replay.start': { request: replayJobAsk, reply: replayView },
  'replay.cancel': { request: z.strictObject({}), reply: replayView },
  'replay.report': { request: z.strictObject({ id: runId }), reply: replayOverview },
  'replay.trades': { request: z.strictObject({ id: runId, page }), reply: z.array(replayTradeRow).max(1_000) },
  'replay.refused': { request: z.strictObject({ id: runId, page }), reply: z.array(replayRefusedRow).max(1_000) },
  'replay.trade': { request: z.strictObject({ id: runId, place: page }), reply: replayTradeDetail },
  'replay.sweep': { request: z.strictObject({ id: runId }), reply: sweepResult },
  'replay.compare': { request: z.strictObject({ a: runId, b: runId }), reply: replayComparison },
  /** Copies the report into the folder of exports, and shows it there. */
  'replay.export': {
    request: z.strictObject({ id: runId, format: z.enum(['html', 'csv', 'json']) }),
    reply: z.object({ file: z.string(), problem: z.string().nullable() }),
  },
};
