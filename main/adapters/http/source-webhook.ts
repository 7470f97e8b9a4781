import { z } from 'zod';
import { acceptedAnswer, duplicateOrTested } from '#shared/api';
import { sourceKindOf } from '#shared/domain';
import { problem } from './problem.ts';
import { rawRoute, type Door, type Route, type Serve } from './route.ts';
import { signedDeliveries } from './signal-webhook.ts';
import { IN_ADDRESS, sourceAt } from './source-address.ts';
import { tokenDeliveries } from './tradingview-webhook.ts';
import { refuseDelivery } from './webhook-refusal.ts';

/** What the settings of a source may have against an entry. */
const RULES = ['source_off', 'source_symbol', 'source_strategy', 'source_limit', 'rate_limited', 'overloaded'] as const;

const row = {
  method: 'POST',
  tag: 'Signals in',
  source: IN_ADDRESS,
  more: ['Sources', 'sources.md'],
  answers: { 202: acceptedAnswer, 200: duplicateOrTested },
  serve: deliveries,
} as const;

/** `POST /webhook/source/:source`: the address of every source, signed or with its token. */
export const sourceWebhooks: readonly Route[] = [
  rawRoute({
    ...row,
    path: '/webhook/source/:source/:token',
    who: 'address token',
    summary: 'one delivery of a source; its token is in the address',
    params: z.object({ source: z.string(), token: z.string() }),
    errors: ['bad_token', 'ip_not_allowed', 'invalid_signal', ...RULES],
  }),
  rawRoute({
    ...row,
    path: '/webhook/source/:source',
    who: 'signature',
    summary: 'one delivery of a source, signed, or its token as `secret`',
    params: z.object({ source: z.string() }),
    errors: ['bad_signature', 'stale_timestamp', 'replayed_nonce', ...RULES],
  }),
];

/** To a stranger, a source that there is not looks like one whose token is wrong. */
const NO_SOURCE = problem(401, 'bad_token', 'There is no source with this address, or its token is not the right one.');

function deliveries(door: Door): Serve {
  const [withToken, signed] = [tokenDeliveries(door), signedDeliveries(door)];
  return (request, reply) => {
    const source = sourceAt(door.parts, (request.params as { readonly source: string }).source);
    const doors: readonly string[] = source === null ? [] : sourceKindOf(source.kind).doors;
    if (doors.includes('token')) return withToken(request, reply);
    return doors.includes('signature') ? signed(request, reply) : refuseDelivery(door.parts, request, reply, NO_SOURCE);
  };
}
