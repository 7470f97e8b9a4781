import { scopeKey } from '#shared/domain';
import type { Certificate } from '#shared/events';

const SENTENCES: Readonly<Record<Certificate['state'], string>> = {
  latched: 'Latched; cancels and closes follow',
  cancelling: 'Working orders are being cancelled',
  flattening: 'Positions are being closed',
  verifying: 'Being verified against the terminal',
  halted: 'Halted: no working order was left in two snapshots of the terminal in a row',
  flat: 'Flat: no position and no order was left in two snapshots of the terminal in a row',
  residual: 'NOT flat: the tickets marked residual could not be closed',
};

const at = (ms: number | null): string => (ms === null ? 'not ended' : new Date(ms).toISOString());

/** A stop certificate as a page of text, for printing and keeping: everything its signature covers, and how to check it. */
export function certificateText(certificate: Certificate, mode: string, signature: string): string {
  const { id, reason, actor, flatten, state, latchedAt, endedAt, steps, tickets, scope = { kind: 'account' } } = certificate;
  const rows = tickets.map(
    ({ ticket, symbol, volume, result, price, text, foreign }) =>
      `  ${ticket.padEnd(12)} ${symbol.padEnd(10)} ${String(volume).padStart(8)} lots  ${result.padEnd(9)} ${price === null ? '' : `at ${price} `}${foreign === true ? '(not ours) ' : ''}${text}`,
  );
  return [
    `STOP CERTIFICATE ${id}`,
    `Mikrobot Cockpit, ${mode.toUpperCase()}`,
    '',
    `What        ${flatten ? 'halt and close' : 'halt'} of ${scopeKey(scope).replace(':', ' ')}`,
    `Result      ${SENTENCES[state]}`,
    `Reason      ${reason}`,
    `Asked by    ${actor}`,
    `Latched     ${at(latchedAt)}`,
    `Ended       ${at(endedAt)}`,
    '',
    `Steps (UTC)`,
    ...steps.map((step) => `  ${at(step.at)}  ${step.text}`),
    '',
    `Tickets (${tickets.length})`,
    ...(rows.length === 0 ? ['  none was touched'] : rows),
    '',
    `Signature   HMAC-SHA256 with the journal key over the certificate as canonical JSON (RFC 8785)`,
    `            ${signature}`,
    `Check it    npm run verify -- DATA --certificate FILE   (FILE: the JSON of GET /stop-certificates/${id})`,
    '',
  ].join('\n');
}

/** A certificate as it is kept in a file and answered over HTTP: with what is left open, and the signature over the rest. */
export const certificateFile = (
  certificate: Certificate,
  signature: string,
): Certificate & { readonly residuals: Certificate['tickets']; readonly signature: string } => ({
  ...certificate,
  residuals: certificate.tickets.filter(({ result }) => result === 'residual'),
  signature,
});
