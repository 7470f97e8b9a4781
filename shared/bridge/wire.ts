import { z } from 'zod';

/** The protocol's version, in `hello` and in every MAC. A peer of another version is turned away with a sentence. */
export const PROTO = 1;
/**
 * The step within this version that the cockpit speaks: each side says its own, and what the lower one knows is spoken. 0: before
 * steps were told. 1: what cannot be read is told as `unreadable`, long answers come in pages, a goodbye has a code, what was done
 * about a missing stop is told as `protected`.
 */
export const MINOR = 1;
/** Bytes of one line at most, its line feed counted. */
export const LINE_MAX = 65_536;
/** Each side sends a heartbeat this often; silent for longer the other one is stale, then gone. Milliseconds. */
export const HEARTBEAT_MS = 1_000;
/** Expert Advisors up to 0.10 tell `protected` only where the `welcome` names it, whatever step the cockpit speaks. */
export const HEARS = 'protected';
export const STALE_MS = 3_000;
export const GONE_MS = 5_000;

/** A nonce: 16 random bytes as hex. */
export const nonce = z.string().regex(/^[0-9a-f]{32}$/);
export const mac = z.string().regex(/^[0-9a-f]{64}$/);
/** Tickets and magic numbers are 64 bits wide: text on the wire, whole numbers above 2^53 survive. */
export const ticket = z.string().regex(/^\d{1,20}$/);
/** Client id of an attempt: 16 to 20 characters of Crockford base 32. */
export const clientOrderId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16,20}$/);
/** Number of a message on its connection, from 1, without gaps, each direction for itself. */
export const seq = z.int().positive();
/** A question's id; its answers carry it. */
export const question = z.string().regex(/^[0-9A-Za-z-]{1,32}$/);
/** Milliseconds since 1970 as the trade server's clock shows them: not UTC, see the heartbeat. */
export const serverMs = z.int();
/** Milliseconds since 1970, UTC, by the clock of the PC that both sides run on. */
export const utcMs = z.int().nonnegative();
export const symbolName = z.string().min(1).max(32);

/** Prices have ten decimals at most; below a millionth JSON would write an exponent. */
const DECIMALS = 15;
const plain = (value: number): string => {
  const text = JSON.stringify(value);
  return text.includes('e-') ? value.toFixed(DECIMALS).replace(/\.?0+$/, '') : text;
};

/**
 * A message to the Expert Advisor as its line, its line feed counted. Numbers stand in plain decimals: whether MQL5's
 * StringToDouble reads "8.9e-7" is not documented, and a price of 8.9 instead of it would be dealt.
 */
export const lineToEa = (message: Readonly<Record<string, string | number | boolean | undefined>>): string =>
  `{${Object.entries(message)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${JSON.stringify(key)}:${typeof value === 'number' ? plain(value) : JSON.stringify(value)}`)
    .join(',')}}\n`;

type Handshake = { readonly login: string; readonly eaNonce: string; readonly serverNonce: string };

/** What the cockpit proves with: HMAC-SHA256(token, this text), hex. */
export const serverMacText = ({ login, eaNonce, serverNonce }: Handshake): string =>
  `S|${PROTO}|${login}|${eaNonce}|${serverNonce}`;
/** What the Expert Advisor proves with. The other order of nonces keeps one side's proof from being the other's. */
export const eaMacText = ({ login, eaNonce, serverNonce }: Handshake): string => `C|${PROTO}|${login}|${serverNonce}|${eaNonce}`;

/** SHA-256 of this text, hex, is a snapshot's hash: one `ticket:volume` a position, as sent, volumes with eight decimals. */
export const snapshotText = (positions: readonly { readonly ticket: string; readonly vol: number }[]): string =>
  positions.map((one) => `${one.ticket}:${one.vol.toFixed(8)}\n`).join('');
