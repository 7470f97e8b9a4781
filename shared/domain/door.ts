import { rowOf, type OldCode } from './codes.ts';
import type { RefusalCode } from './refusals.ts';

/** Why the HTTP door turned a request away, or the intake a signal: the code programs compute with, and its title. */
export const DOOR = {
  bad_host: 'the Host header is another address',
  bad_origin: 'the page is not the cockpit’s',
  bad_signature: 'the signature does not match',
  bad_token: 'the token is not the right one',
  forbidden_role: 'the token’s role does not reach that far',
  internal: 'the cockpit failed to answer',
  invalid_signal: 'a field is missing or cannot be',
  ip_not_allowed: 'the sender’s address is not allowed',
  malformed: 'it cannot be read',
  method_not_allowed: 'the method is not allowed there',
  missing_signature: 'it is not signed',
  overloaded: 'more arrives than can be served',
  rate_limited: 'too many within a minute',
  replayed_nonce: 'the nonce was used before',
  request_timeout: 'it took too long to arrive',
  source_limit: 'its source sends more than it may',
  source_off: 'its source is switched off',
  source_strategy: 'its source trades another strategy',
  source_symbol: 'its source may not enter in this symbol',
  source_unknown: 'there is no such source',
  stale_timestamp: 'the sender’s clock is more than 30 s off',
  token_expired: 'the token has expired',
  too_large: 'it is too large',
  unknown_certificate: 'there is no such certificate',
  upgrade_required: 'the address is a WebSocket',
} as const satisfies Readonly<Record<string, string>>;
/** What the door says of its own, and what the cockpit's refusal of an act becomes there. */
export type ProblemCode = keyof typeof DOOR | RefusalCode;

/** The title of what was turned away; its code in words where no table has it. */
export const doorTitle = (code: ProblemCode | OldCode): string => rowOf<string>(DOOR, code) ?? code.replaceAll('_', ' ');
