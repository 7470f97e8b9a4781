import type { EngineView } from './engine-store.ts';
import type { Ask } from './window-store.ts';

/**
 * True while a stop that this window asked for waits for its record: until the engine answers, and then until the
 * certificate that the answer names is in the feed. What trading does afterwards does not open it again.
 */
export function isStopOpen(ask: Ask | undefined, { certificates, trading }: EngineView['cockpit']): boolean {
  if (ask === undefined || ask.state === 'refused') return false;
  const { certificateId } = ask;
  return certificateId === undefined || !(certificates.has(certificateId) || trading.certificateId === certificateId);
}
