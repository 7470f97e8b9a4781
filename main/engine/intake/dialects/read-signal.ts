import { signal as signalSchema, type Side, type SignalSource } from '#shared/domain';
import type { Arrival } from '#shared/events';
import { digestOf, sha256Hex, type Json } from '#shared/lib';
import { canonical } from './canonical.ts';
import { CHAT_CHARS_MAX, chatMessage } from './chat.ts';
import type { Dialect, Draft } from './draft.ts';
import { eaFourPhase } from './ea-four-phase.ts';
import { eaWebhook } from './ea-webhook.ts';
import type { IntakeFacts } from './facts.ts';
import { endingOf, MORE_SYMBOLS, symbolIn } from './ending.ts';
import { nearestTo, withKnownSymbols } from './symbol-names.ts';
import { fieldReader, type Issue } from './field-reader.ts';
import { meaningOf, saysClose } from '../intent/index.ts';
import { flat, inFlatSpelling } from './flat.ts';
import { withSizes } from './stated-size.ts';
import { commandLine, filledText, pairsLine } from './lines.ts';
import { refuseTerms } from './not-carried-out.ts';
import { pine, pineLine, repeatedParameters } from './pine-line.ts';
import { documentsOf, repeatedKeys, type JsonObject } from '../text/index.ts';

/** A body, understood or not, and what identifies it when it is sent again. */
export type ReadSignal = { readonly arrival: Arrival; readonly fingerprint: string };

const ISSUES_MAX = 20;
const ID_CHARS = 24;
/** So much of what cannot be read is looked through for a word that says close. */
const LOOKED_AT_MAX = 2_000;
/** The id of a signal whose sender gave it none: the same body has the same id. */
export const derivedId = (fingerprint: string): string => `sha-${fingerprint.slice(0, ID_CHARS)}`;

/** Most particular first: the later ones would match some bodies of the earlier ones. */
const DIALECTS: readonly Dialect[] = [eaFourPhase, eaWebhook, flat, canonical];
const NO_DIALECT =
  'The JSON has none of the shapes we read: no symbol or ticker with a direction, action, phases or price_levels.';

type Delivery = { readonly source: SignalSource; readonly receivedAt: number; readonly facts: IntakeFacts };

/** Reads one body, whatever its dialect: by its shape, never by its content type. One for each message in it. Never throws. */
export function readSignals(body: string, source: SignalSource, receivedAt: number, facts: IntakeFacts): readonly ReadSignal[] {
  const delivery = { source, receivedAt, facts };
  const chat = readChat(body, delivery);
  if (chat !== null) return chat;
  const read = documentsOf(body);
  if (!read.ok) return [malformed(body, source, read.detail)];
  return read.documents.flatMap((one) =>
    one.kind === 'object' ? readObject(one.object, one.text, delivery) : readLine(one.text, delivery),
  );
}

function readObject(sent: JsonObject, text: string, delivery: Delivery): readonly ReadSignal[] {
  const object = inFlatSpelling(sent);
  const notTraded = unsuitable(object);
  if (notTraded !== null) return [nothing(object, [{ path: 'signal_type', message: notTraded }], delivery.source)];
  const asked = { object, repeated: repeatedKeys(text) };
  return readMeant(dialectOf(object), asked, delivery) ?? [malformed(text, delivery.source, NO_DIALECT)];
}

const dialectOf = (object: JsonObject): Dialect | null => DIALECTS.find((candidate) => candidate.matches(object)) ?? null;

/** The first half of a turn: the exit of what is held, taken whatever is made of the entry. */
function leaving(held: Side | 'any', object: JsonObject, dialect: string, delivery: Delivery): ReadSignal {
  const issues: Issue[] = [];
  const side = held === 'any' ? null : held;
  const named = withKnownSymbols(object, MORE_SYMBOLS, delivery.facts.symbolNames());
  const draft = endingOf(named, { means: 'exit', side, part: null }, delivery.facts, issues);
  const { signalId } = draft;
  const own = signalId === null ? draft : { ...draft, signalId: `${signalId.slice(0, TURN_ID_MAX)}-exit` };
  return settle({ dialect, object, draft: own, repeated: [] }, issues, delivery, 'exit');
}
const TURN_ID_MAX = 120;

function readLine(text: string, delivery: Delivery): readonly ReadSignal[] {
  const line = pineLine(text);
  const byLine = line === null ? null : readMeant(pine, { object: line, repeated: repeatedParameters(text) }, delivery);
  if (byLine !== null) return byLine;
  const filled = filledText(text);
  if (filled !== null) {
    const read = readMeant(null, { object: filled, repeated: [] }, delivery);
    return read ?? [nothing(filled, [{ path: 'message', message: OWN_TEXT }], delivery.source)];
  }
  const named = pairsLine(text) ?? commandLine(text);
  const pairs = named === null ? null : inFlatSpelling(named);
  const read = pairs === null ? null : readMeant(dialectOf(pairs), { object: pairs, repeated: [] }, delivery);
  return read ?? [malformed(text, delivery.source, 'The body is neither JSON nor a line ID,command,symbol,...')];
}

/** What people write is one message, however many lines it has. Null: programs wrote it, or it names no market. */
function readChat(body: string, delivery: Delivery): readonly ReadSignal[] | null {
  const { facts, source } = delivery;
  const text = body.trim();
  if (text.length > CHAT_CHARS_MAX || !isChat(text)) return null;
  const said = chatMessage(text, facts.symbolNames());
  if (said === null) return null;
  if (said.kind === 'nothing') {
    const { issue, ends, symbol } = said;
    const arrival: Arrival = { kind: 'invalid', issues: [issue], signalId: null, ...(ends ? { ends: { symbol } } : {}) };
    return [{ arrival, fingerprint: fingerprintOf(source, { text }) }];
  }
  if (said.opens && !facts.isAsked) return [nothing(said.body, [NOT_ASKED], source)];
  return readMeant({ name: 'chat', read: flat.read }, { object: said.body, repeated: [] }, delivery);
}

/** Words in lines: no JSON, no list of parameters, none of the lines that programs write. */
const isChat = (body: string): boolean => {
  const lines = body.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  return (
    lines.length > 0 &&
    !/^\s*[\ufeff"'“”„{[]|^\s*\/[/*]/.test(body) &&
    !lines.some((line) => pineLine(line) !== null || filledText(line) !== null || pairsLine(line) !== null) &&
    !lines.some((line) => /^[^\s,]*,[^\s,]*,\S/.test(line) || /\w\(|[{};]|\w=\S/.test(line))
  );
};
const NOT_ASKED = {
  path: 'text',
  message:
    'is what people write, and is traded only where you are asked: send it to a source of kind chat, or set its approval to confirm',
};
const OWN_TEXT = "is TradingView's own text, which has no stop: put the alert message of the manual (TradingView) in its place";

/**
 * Reads by what is meant: what ends a trade has one reader, whatever its shape; a shape is asked for by what opens one. Null: it wants
 * to open, in no shape we know.
 */
function readMeant(dialect: Reader | null, { object: sent, repeated }: Asked, delivery: Delivery): readonly ReadSignal[] | null {
  const { facts, source } = delivery;
  const object = withKnownSymbols(sent, MORE_SYMBOLS, facts.symbolNames());
  const issues: Issue[] = [];
  const meaning = meaningOf(object);
  if (meaning.means === 'nothing') return [nothing(object, meaning.issues, source, meaning.ends)];
  const name = dialect?.name ?? 'flat';
  if (meaning.means !== 'open') {
    const draft = endingOf(object, meaning, facts, issues);
    return [settle({ dialect: name, object: sent, draft, repeated: [] }, issues, delivery)];
  }
  const left = meaning.turns === null ? [] : [leaving(meaning.turns, sent, name, delivery)];
  if (meaning.mayOnlyClose === true) return [...left, nothing(object, [NO_AFTER], source)];
  if (dialect === null) return left.length === 0 ? null : [...left, nothing(object, [NO_ENTRY], source)];
  if (meaning.turns !== null && meaning.side === null) return [...left, nothing(object, [NO_SIDE], source)];
  if (meaning.waits !== null && /^ea-/.test(dialect.name)) issues.push({ path: meaning.waits.path, message: NO_WAITING });
  refuseTerms(object, delivery.receivedAt, issues);
  const draft = withSizes(dialect.read(object, facts, issues, meaning), object, meaning, facts, issues);
  const read = settle({ dialect: name, object: sent, draft, repeated }, issues, delivery);
  return meaning.turns === null ? [read] : [...left, turning(read, meaning.turns)];
}

/** The second half of a turn: nothing is opened while what it leaves is there. */
function turning(read: ReadSignal, held: Side | 'any'): ReadSignal {
  const { arrival } = read;
  if (arrival.kind !== 'signal') return read;
  const turns = held === 'any' ? ({ anySide: true } as const) : {};
  return { ...read, arrival: { ...arrival, signal: { ...arrival.signal, turns } } };
}

type Reader = Pick<Dialect, 'name' | 'read'>;
type Asked = { readonly object: JsonObject; readonly repeated: readonly string[] };

const NO_SIDE = {
  path: 'action',
  message: 'turns to the other side and names none: send buy or sell beside it (what is held is closed)',
};
const NO_AFTER = {
  path: 'market_position',
  message:
    'is missing: what was held before is on the other side, and the order may only have closed it (what is held is closed); send market_position to open',
};
const NO_WAITING = 'asks for an order that waits for its price, which this format does not have: send flat JSON with order_type';
const NO_ENTRY = { path: 'action', message: `opens in none of the shapes we read: ${NO_DIALECT}` };

/** What asks for nothing that is done, with the sender's own id where it has one. */
const nothing = (object: JsonObject, issues: readonly Issue[], source: SignalSource, ends = false): ReadSignal => ({
  arrival: {
    kind: 'invalid',
    issues: issues.slice(0, ISSUES_MAX),
    signalId: fieldReader(object, '', [], true).id(['signal_id']),
    ...(ends ? { ends: { symbol: symbolIn(object, fieldReader(object, '', [])) } } : {}),
  },
  fingerprint: fingerprintOf(source, object),
});

/** Messages that look like signals, with symbol, direction and price, and are none. */
function unsuitable(object: JsonObject): string | null {
  const type = typeof object['signal_type'] === 'string' ? object['signal_type'].trim().toUpperCase() : '';
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
  { source, receivedAt, facts }: Delivery,
  part?: 'exit',
): ReadSignal {
  const issues = [...found, ...repeated.map(statedTwice), ...unknownSymbol(draft.symbol, facts)];
  const fingerprint = fingerprintOf(source, part === undefined ? object : { part, object });
  const signalId = draft.signalId ?? derivedId(fingerprint);
  const invalid = (all: readonly Issue[]): ReadSignal => ({
    arrival: {
      kind: 'invalid',
      issues: all.slice(0, ISSUES_MAX),
      signalId: draft.signalId,
      ...(draft.kind === 'exit' ? { ends: { symbol: draft.symbol } } : {}),
    },
    fingerprint,
  });
  if (issues.length > 0) return invalid(issues);
  const { strategyId, ...rest } = draft;
  const named = strategyId === null ? {} : { strategyId };
  const time = draft.madeAt === null ? { madeAt: receivedAt, untimed: true } : {};
  const read = signalSchema.safeParse({ ...rest, ...named, ...time, signalId, source, dialect });
  if (read.success) return { arrival: { kind: 'signal', signal: read.data }, fingerprint };
  return invalid(read.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })));
}

/** A name that nearly is one of the terminal's. The others are judged when it is taken on record. */
function unknownSymbol(symbol: string | null, facts: IntakeFacts): readonly Issue[] {
  const names = facts.symbolNames();
  if (symbol === null || names.known.includes(symbol)) return [];
  const nearest = nearestTo(symbol, names);
  return nearest === null ? [] : [{ path: 'symbol', message: `${symbol} is not a symbol of the terminal; ${nearest} is` }];
}

/** Nothing is opened on one of two statements. */
const statedTwice = (path: string): Issue => ({ path, message: 'is stated more than once, with different values' });

/** The same content gives the same fingerprint, however its keys were ordered; the secret has been taken out before. */
const fingerprintOf = (source: SignalSource, content: Json): string => digestOf({ source, content });

const malformed = (body: string, source: SignalSource, detail: string): ReadSignal => ({
  arrival: { kind: 'malformed', detail, ...(saysClose(body.slice(0, LOOKED_AT_MAX)) ? { ends: { symbol: null } } : {}) },
  fingerprint: sha256Hex(`${source}\n${body}`),
});
