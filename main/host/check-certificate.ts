import { createHmac, timingSafeEqual } from 'node:crypto';
import { certificate as certificateSchema, type Certificate } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';

/** What is wrong with a saved certificate; empty when it is genuine and the journal says the same. */
export function certificateProblems(saved: unknown, key: string | null, cockpit: ReadonlyCockpit): readonly string[] {
  const read = certificateSchema.safeParse(saved);
  if (!read.success)
    return [`it is no stop certificate: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`];
  const problems: string[] = [];
  const signature = (saved as { readonly signature?: unknown }).signature;
  if (key === null) problems.push('its signature cannot be checked: there is no journal key in this folder');
  else if (typeof signature !== 'string' || !isSignedBy(read.data, signature, key)) problems.push('its signature does not match');
  const recorded = cockpit.certificates.get(read.data.id);
  if (recorded === undefined) problems.push(`the journal has no stop ${read.data.id}`);
  else if (canonicalJson(recorded) !== canonicalJson(read.data)) problems.push('the journal says something else about this stop');
  return problems;
}

function isSignedBy(certificate: Certificate, signature: string, key: string): boolean {
  const own = createHmac('sha256', key).update(canonicalJson(certificate)).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === own.length && timingSafeEqual(given, own);
}

/** What the journal does not support about the stops that it says were flat or halted. */
export function unsupportedCertificates(cockpit: ReadonlyCockpit): readonly string[] {
  return [...cockpit.certificates.values()].flatMap(({ id, state, steps, tickets }) => {
    if (state !== 'flat' && state !== 'halted') return [];
    const looks = steps.slice(-2).filter(({ step }) => step === 'verified').length;
    const open = tickets.filter(({ result }) => result === 'open' || result === 'residual' || result === 'scheduled').length;
    return [
      ...(looks === 2 ? [] : [`stop ${id} is called ${state} on ${looks} clean looks`]),
      ...(state === 'flat' && open > 0 ? [`stop ${id} is called flat with ${open} tickets left`] : []),
    ];
  });
}
