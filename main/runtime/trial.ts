import { readSignals, trySignal } from '#engine';
import type { DeliveryTrial, RawSignal } from '#ports';
import type { Arrival } from '#shared/events';
import { approvalFor } from '#shared/projection';
import { factsFrom } from './facts.ts';
import { intakeFacts } from './intake-facts.ts';
import type { Runtime } from './runtime.ts';
import { judgedWords, readWords } from './trial-words.ts';

const TEXT_MAX = 500;

/** Reads a delivery and judges it by the rules and quotes of this moment. Nothing is recorded, and nothing is sent anywhere. `laterMs`: how long ago it came. */
export function trialOf(
  runtime: Runtime,
  { source, body, receivedAt, writtenAt = receivedAt }: Pick<RawSignal, 'source' | 'body' | 'receivedAt' | 'writtenAt'>,
  laterMs = 0,
): DeliveryTrial {
  const { terminal, clock } = runtime.options;
  const beganMs = clock.monoMs();
  const arrivals = readSignals(body, source, writtenAt, intakeFacts(runtime, source)).map(({ arrival }) => arrival);
  const words = arrivals.map((arrival) =>
    readWords(arrival, arrival.kind === 'signal' ? terminal.spec(arrival.signal.symbol) : null),
  );
  const readMs = clock.monoMs() - beganMs;
  const wrong = words.find(({ ok }) => !ok);
  const read = {
    ok: wrong === undefined,
    text: joined(words.map(({ text }) => text)),
    mend: wrong === undefined ? null : joined([wrong.mend ?? '']),
    ms: readMs,
  };
  if (!read.ok) return { read, judged: null };
  const verdicts = arrivals.map((arrival) => verdictOf(runtime, arrival, laterMs));
  const judged = verdicts.every(({ ok }) => ok);
  return {
    read,
    judged: { ok: judged, text: joined(verdicts.map(({ text }) => text)), mend: null, ms: clock.monoMs() - beganMs - readMs },
  };
}

function verdictOf(runtime: Runtime, arrival: Arrival, laterMs: number): { readonly ok: boolean; readonly text: string } {
  if (arrival.kind !== 'signal') return { ok: false, text: '' };
  const { terminal, clock } = runtime.options;
  if (!runtime.ready) return { ok: false, text: 'The cockpit is still starting' };
  const facts = factsFrom(terminal, arrival.signal.symbol);
  const trial = trySignal(
    runtime.loop.engine,
    { ...arrival.signal, madeAt: arrival.signal.madeAt + laterMs },
    facts,
    Math.floor(clock.nowMs()),
  );
  return judgedWords(trial, approvalFor(runtime.cockpit, arrival.signal.source), facts.account?.currency ?? '');
}

const joined = (texts: readonly string[]): string =>
  texts
    .filter((text) => text !== '')
    .join('; then: ')
    .slice(0, TEXT_MAX);
