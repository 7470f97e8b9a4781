import { ok } from '#shared/lib';
import { openDoor } from './open-door.ts';

export const DIGEST = 'd'.repeat(64);
const ANSWERS: Readonly<Record<string, unknown>> = {
  'trading.halt': { certificateId: 'c-1', latchedAt: 5 },
  'risk.preview': { preview: { verdict: 'passed', lots: 0.5 } },
  'certificate.get': { certificate: { id: 'c-1', tickets: [{ result: 'closed' }, { result: 'residual' }] }, signature: 'sig' },
};
/** A door whose desk does whatever the operator asks. */
export async function open() {
  const opened = await openDoor();
  opened.desk.commandAnswer = (name) => ok(ANSWERS[name] ?? { seq: 7 });
  return opened;
}
export const json = (body: unknown) => (body === undefined ? {} : { body: JSON.stringify(body) });
