import { z } from 'zod';
import { epochMs, stopScope } from '#shared/domain';
import { certificate, drill, positionPreview, preview } from '#shared/events';
import { ms, traceId } from './parts.ts';

/** An act that is durable: `seq` is the journal record that made it so. */
export const doneAnswer = <const Status extends string>(status: Status) =>
  z.object({ status: z.literal(status), seq: z.int(), traceId });

/** A verdict on a signal. */
export const verdictAnswer = <const Status extends string>(status: Status) => doneAnswer(status).extend({ signalId: z.string() });

/** `POST /system/emergency-stop`: the stop is durable. */
export const haltedAnswer = z.object({ status: z.literal('halted'), certificateId: z.string(), latchedAt: epochMs, traceId });

export const drillAnswer = z.object({ drill, traceId });
export const previewAnswer = preview.extend({ traceId });
export const positionPreviewAnswer = positionPreview.extend({ traceId });
/** Rules of one's own that were changed for this account now; `problem`: why they are not kept for the next start. */
export const chosenAnswer = doneAnswer('chosen').extend({ problem: z.string().nullable() });

export const channelsAnswer = z.object({
  channels: z.array(z.object({ id: z.string(), kind: z.string(), ok: z.boolean(), detail: z.string(), ms })),
  traceId,
});

/** One line of `GET /stop-certificates`. */
export const certificateLine = certificate
  .pick({ id: true, state: true, reason: true, actor: true, flatten: true, latchedAt: true, endedAt: true })
  .extend({
    scope: stopScope,
    tickets: z.int(),
    residuals: z.int(),
  });

/** The whole certificate with its signature (HMAC-SHA256 with the journal key). */
export const certificateAnswer = certificate.extend({ residuals: certificate.shape.tickets, signature: z.string() });

/** `GET /healthz` and `GET /readyz`. */
export const healthAnswer = z.object({
  status: z.enum(['healthy', 'unhealthy', 'ready', 'not_ready']),
  reasons: z.array(z.string()),
});
