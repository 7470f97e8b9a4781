import { signal as signalSchema, type SignalSource } from '#shared/domain';
import type { Arrival } from '#shared/events';
import { digestOf, sha256Hex, type Json } from '#shared/lib';
import { canonical } from './canonical.ts';
import type { Dialect, Draft } from './draft.ts';
import { eaFourPhase } from './ea-four-phase.ts';
import { eaWebhook } from './ea-webhook.ts';
import type { IntakeFacts } from './facts.ts';
import { fieldReader, type Issue } from './field-reader.ts';
import { flat } from './flat.ts';
import { pineLine, readPineLine, repeatedParameters } from './pine-line.ts';
import { isObject, plainJson, type JsonObject } from './plain-json.ts';
import { repeatedKeys } from './repeated-keys.ts';

/** A body, understood or not, and what identifies it when it is sent again. */
export type ReadSignal = { readonly arrival: Arrival; readonly fingerprint: string };

const ISSUES_MAX = 20;
const ID_CHARS = 24;
/** The id of a signal whose sender gave it none: the same body has the same id. */
export const derivedId = (fingerprint: string): string => `sha-${fingerprint.slice(0, ID_CHARS)}`;

/** Most particular first: the later ones would match some bodies of the earlier ones. */
const DIALECTS: readonly Dialect[] = [eaFourPhase, eaWebhook, flat, canonical];
const NO_DIALECT =
  'The JSON has none of the shapes we read: no symbol or ticker with a direction, action, phases or price_levels.';

/** Reads one body, whatever its dialect: by its shape, never by its content type. Never throws. */
export function readSignal(body: string, source: SignalSource, receivedAt: number, facts: IntakeFacts): ReadSignal {
  const json = plainJson(body);
  if (json === 'deep') return malformed(body, source, 'The JSON nests deeper than 16 levels.');
  if (json === 'not_json') {
    const line = pineLine(body);
    if (line === null) return malformed(body, source, 'The body is neither JSON nor a line ID,command,symbol,...');
    const issues: Issue[] = [];
    const read = {
      dialect: 'pine-line',
      object: line,
      draft: readPineLine(line, facts, issues),
      repeated: repeatedParameters(body),
    };
    return settle(read, issues, source, receivedAt);
  }
  if (!isObject(json.value)) return malformed(body, source, 'The JSON must be one object: one signal a request.');
  return readObject(json.value, body, source, receivedAt, facts);
}

function readObject(object: JsonObject, body: string, source: SignalSource, receivedAt: number, facts: IntakeFacts): ReadSignal {
  const issues: Issue[] = [];
  const notTraded = unsuitable(object);
  if (notTraded !== null) {
    const signalId = fieldReader(object, '', [], true).id(['signal_id']);
    return {
      arrival: { kind: 'invalid', issues: [{ path: 'signal_type', message: notTraded }], signalId },
      fingerprint: fingerprintOf(source, object),
    };
  }
  const dialect = DIALECTS.find((candidate) => candidate.matches(object));
  if (dialect === undefined) return malformed(body, source, NO_DIALECT);
  const read = { dialect: dialect.name, object, draft: dialect.read(object, facts, issues), repeated: repeatedKeys(body) };
  return settle(read, issues, source, receivedAt);
}

/** Messages that look like signals, with symbol, direction and price, and are none. */
function unsuitable(object: JsonObject): string | null {
  const type = typeof object['signal_type'] === 'string' ? object['signal_type'].trim().toUpperCase() : '';
  if (type === 'CONNECTION_TEST') return 'connection test, never traded';
  return type === 'STATUS_REQUEST' || type === 'DISCONNECT' ? `${type} is no signal` : null;
}

/** What a dialect made of a body, and what the body states more than once. */
type Read = {
  readonly dialect: string;
  readonly object: JsonObject;
  readonly draft: Draft;
  readonly repeated: readonly string[];
};

/** Turns what a dialect read into an arrival. The schema has the last word, so that nothing unsound passes unseen. */
function settle(
  { dialect, object, draft, repeated }: Read,
  found: readonly Issue[],
  source: SignalSource,
  receivedAt: number,
): ReadSignal {
  const issues = [...found, ...(draft.kind === 'entry' ? repeated.map(statedTwice) : [])];
  const fingerprint = fingerprintOf(source, object);
  const signalId = draft.signalId ?? derivedId(fingerprint);
  const invalid = (all: readonly Issue[]): ReadSignal => ({
    arrival: { kind: 'invalid', issues: all.slice(0, ISSUES_MAX), signalId: draft.signalId },
    fingerprint,
  });
  if (issues.length > 0) return invalid(issues);
  const { strategyId, ...rest } = draft;
  const named = strategyId === null ? {} : { strategyId };
  const read = signalSchema.safeParse({ ...rest, ...named, signalId, source, dialect, madeAt: draft.madeAt ?? receivedAt });
  if (read.success) return { arrival: { kind: 'signal', signal: read.data }, fingerprint };
  return invalid(read.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })));
}

/** Nothing is opened on one of two statements. What takes risk away goes by the last of them. */
const statedTwice = (path: string): Issue => ({ path, message: 'is stated more than once, with different values' });

/** The same content gives the same fingerprint, however its keys were ordered; the secret has been taken out before. */
const fingerprintOf = (source: SignalSource, content: Json): string => digestOf({ source, content });

const malformed = (body: string, source: SignalSource, detail: string): ReadSignal => ({
  arrival: { kind: 'malformed', detail },
  fingerprint: sha256Hex(`${source}\n${body}`),
});
