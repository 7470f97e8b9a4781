import { rowOf } from '#shared/domain';

/** What to change so that a delivery like it is taken the next time. Where the reason itself says it, there is no row. */
const REMEDIES: Readonly<Record<string, string>> = {
  bad_signature: 'Sign timestamp.nonce.body with the secret of this source (Settings, Sources); sign the bytes that are sent.',
  bad_token: 'Copy the address of the source again: its token was changed, or a part of it is missing.',
  bad_host: 'Send to the address that the cockpit prints, or name the tunnel in intake.trustedProxies.',
  ip_not_allowed: 'Through a tunnel: add its address to intake.trustedProxies. Else add the sender to intake.ipAllowList.',
  journal_unavailable: 'Free space on the disk of the data folder; then send it again.',
  malformed: 'Copy the message of the manual (TradingView, Signals) and send it as it is; text has to be UTF-8.',
  missing_signature: 'Send the three headers X-Mikrobot-Timestamp, X-Mikrobot-Nonce and X-Signature.',
  not_found: 'Copy the address of the source again: nothing listens at this one.',
  not_ready: 'Send it again in some seconds: the cockpit was starting or ending.',
  overloaded: 'Send fewer at once, or limit the sources that send most (limits.perMinute).',
  rate_limited: 'Send fewer, or raise intake.rateLimitPerMinute.',
  replayed_nonce: 'Use a new nonce for each delivery.',
  request_timeout: 'Send the whole request within 5 s.',
  stale_timestamp: 'Put the sender’s clock right, and sign with the time of sending.',
  too_large: 'Send at most 8 KiB.',
  method_not_allowed: 'Send it by POST.',
};

export const remedyOf = (code: string): string | null => rowOf(REMEDIES, code) ?? null;
