import type { FastifyRequest } from 'fastify';
import { sourceKindOf, sourceNamed, type SignalSource, type Source } from '#shared/domain';
import type { HttpParts } from './http-parts.ts';

/** The source of a route whose address names it. */
export const IN_ADDRESS = 'in address';
const NONE: ReadonlyMap<string, Source> = new Map();

/** A source of this cockpit; null where there is none of that id. */
export const sourceAt = ({ sources }: Pick<HttpParts, 'sources'>, id: string): Source | null =>
  sources === undefined ? sourceNamed(NONE, id) : sources.find(id);

/** The secrets that are good for a source now. */
export function secretsOf({ sources, secrets }: Pick<HttpParts, 'sources' | 'secrets'>, id: string): readonly string[] {
  if (sources !== undefined) return sources.secretsOf(id);
  return id === 'webhook' ? [secrets.webhookSecret] : id === 'tradingview' ? [secrets.tradingviewToken] : [];
}

/** To whom a request was delivered. `id` null: to an address that is no source's. Null: its route takes no deliveries. */
export function deliveredTo(
  parts: HttpParts,
  { routeOptions, params }: FastifyRequest,
): { readonly id: SignalSource | null; readonly isTradingViews: boolean } | null {
  const { source } = routeOptions.config;
  if (source === undefined) return null;
  const id = source === IN_ADDRESS ? ((params as { readonly source?: string } | undefined)?.source ?? '') : source;
  const known = sourceAt(parts, id);
  return { id: known?.id ?? null, isTradingViews: known !== null && sourceKindOf(known.kind).isTradingViews === true };
}
